// RuleMatcher
