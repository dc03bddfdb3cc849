namespace Grocery.Platform.Cli.Projects;

/// <summary>A package that a project names.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version; <see langword="null"/> when nothing that was evaluated says it.</param>
/// <param name="File">The file that names it.</param>
internal sealed record PackageReference(string Name, string? Version, string File);
