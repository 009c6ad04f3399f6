"""What a person begins with: blank forms, specs with their instructions, a repository that works."""
