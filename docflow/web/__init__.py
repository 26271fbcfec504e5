"""The pages: thin views, forms, and every Vietnamese word for a code object."""
