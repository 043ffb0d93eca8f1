// TextEditing
