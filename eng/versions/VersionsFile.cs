namespace Grocery.Versions;

/// <summary>What runs where: the one source, as its file says it.</summary>
/// <param name="Text">The file, which is changed only where a value changes.</param>
/// <param name="Services">The services, in the order in which they are written.</param>
/// <param name="Environments">The environments, in the order in which an image goes through them.</param>
/// <param name="Verify">The command that a promoted image has to pass; <see langword="null"/> is none.</param>
internal sealed record VersionsFile(string Text, IReadOnlyList<string> Services, IReadOnlyList<EnvironmentEntries> Environments, string? Verify)
{
    /// <summary>Gets where the file is, from the root of the repository.</summary>
    public const string Location = "infra/versions.yaml";

    public Entry this[string service, string environment] => Find(environment).Entries[RequireService(service)];

    /// <exception cref="ArgumentsException">There is no such environment.</exception>
    public EnvironmentEntries Find(string environment) => Environments.FirstOrDefault(known => known.Name == environment)
        ?? throw new ArgumentsException(
            $"There is no environment \"{environment}\"; allowed: {string.Join(", ", Environments.Select(known => known.Name))}.{NearMiss.Suggest(environment, Environments.Select(known => known.Name))}");

    /// <exception cref="ArgumentsException">There is no such service.</exception>
    public string RequireService(string service) => Services.Contains(service)
        ? service
        : throw new ArgumentsException($"There is no service \"{service}\"; allowed: {string.Join(", ", Services)}.{NearMiss.Suggest(service, Services)}");

    /// <summary>Gives the environment from which an image comes into this one; <see langword="null"/> for the first.</summary>
    public EnvironmentEntries? Before(string environment)
    {
        var place = Environments.ToList().IndexOf(Find(environment));
        return place == 0 ? null : Environments[place - 1];
    }

    public VersionsFile With(string service, string environment, Entry entry)
    {
        if (this[service, environment] == entry)
            return this;

        var changed = VersionsReader.Read(EntryEdit.Apply(Text, service, environment, entry), Location);
        return changed[service, environment] == entry
            ? changed
            : throw new VersionsException($"{Location}: the entry of {service} in {environment} could not be written; write each of its values on one line.");
    }
}

/// <summary>What every service runs in one environment.</summary>
internal sealed record EnvironmentEntries(string Name, IReadOnlyDictionary<string, Entry> Entries);
