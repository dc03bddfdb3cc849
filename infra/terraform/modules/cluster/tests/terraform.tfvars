name = "grocery-test"
tags = { Team = "platform" }
