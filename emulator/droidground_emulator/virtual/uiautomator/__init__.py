"""What UiAutomation offers: hierarchy dumps and uiautomator2's server."""
