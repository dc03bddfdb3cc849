namespace Grocery.Versions;

/// <summary>What can be done to an entry. Each is made from the file as it is at that moment, and may be made again when somebody else was first.</summary>
internal sealed class Operations(Workspace workspace, TimeProvider time, string? by, string? reason)
{
    private readonly History _history = new(workspace.Git);

    /// <summary>Writes down an image that came from outside: a build brought it, or a rollback.</summary>
    public async Task<Change> RecordAsync(VersionsFile file, string service, string environment, Image image, string? version, CancellationToken token)
    {
        var present = RequireNotPinned(file, service, environment);
        if (present.Image == image && (version is null || version == present.Version))
            return new Change(file, Subject("Record", service, present.Version!, "in", environment), "");

        var before = file.Before(environment);
        if (before is not null && reason is null && before.Entries[service].Image != image)
        {
            throw new VersionsException(
                $"{environment} gets its images from {before.Name}, and {service} there has {before.Entries[service].Describe()}: promote {service} {before.Name} {environment}. "
                + $"If {environment} runs {image.ShortDigest} all the same, say why by --reason.");
        }

        version ??= await _history.FindVersionAsync(file, image.Digest, token) ?? image.Digest.Substring("sha256:".Length, 12);
        return await PutAsync(file, service, environment, image, version, "Record", "in", token);
    }

    /// <summary>Takes the image of one environment over into the next one.</summary>
    public async Task<Change> PromoteAsync(VersionsFile file, string service, string from, string to, CancellationToken token)
    {
        var source = file[service, from];
        RequireOrder(file, service, from, to);
        if (source.Image.IsNone)
            throw new VersionsException($"{from} has no image of {service} to promote. Record the one that was built: record {service} {from} {Image.Form}");

        var target = RequireNotPinned(file, service, to);
        if (target.Image == source.Image)
            return new Change(file, Subject("Promote", service, source.Version!, "to", to), "");

        if (file.Verify is { } command)
            await Verification.RequireAsync(command, source.Image, workspace.Root, token);
        return await PutAsync(file, service, to, source.Image, source.Version!, "Promote", "to", token);
    }

    /// <summary>Takes the image back that the service had so many images ago.</summary>
    public async Task<Change> RevertAsync(VersionsFile file, string service, string environment, int steps, CancellationToken token)
    {
        RequireNotPinned(file, service, environment);
        var images = await _history.ReadAsync(file, service, environment, token).Take(steps + 1).ToListAsync(token);
        if (images.Count <= steps)
        {
            throw new VersionsException(
                $"{service} in {environment} had {Math.Max(0, images.Count - 1)} images before the present one, as far as git tells here; {steps} back is none of them. "
                + "Where the clone is shallow, git fetch --unshallow brings the rest.");
        }

        return await PutAsync(file, service, environment, images[steps].Image, images[steps].Version!, "Revert", $"in {environment} to", token);
    }

    public Change Pin(VersionsFile file, string service, string environment)
    {
        var present = file[service, environment];
        return present.Image.IsNone
            ? throw new VersionsException($"{environment} has no image of {service} to pin. Record one first: record {service} {environment} {Image.Form}")
            : new Change(file.With(service, environment, present with { Pinned = reason }), Subject("Pin", service, present.Version!, "in", environment), reason!);
    }

    public static Change Unpin(VersionsFile file, string service, string environment)
    {
        var present = file[service, environment];
        return new Change(
            file.With(service, environment, present with { Pinned = null }), $"Unpin {service} in {environment}", present.Pinned is { } why ? $"It was pinned: {why}" : "");
    }

    private static string Subject(string verb, string service, string version, string preposition, string environment)
    {
        var subject = $"{verb} {service} {version} {preposition} {environment}";
        return subject.Length <= 60 ? subject : $"{verb} {service} {preposition} {environment}";
    }

    private static void RequireOrder(VersionsFile file, string service, string from, string to)
    {
        if (file.Before(to)?.Name == from)
            return;

        var order = string.Join(" → ", file.Environments.Select(environment => environment.Name));
        throw new VersionsException(file.Before(to) is { } before
            ? $"{to} gets its images from {before.Name}, not from {from} ({order}): promote {service} {before.Name} {to}"
            : $"{to} is the first environment ({order}), so that nothing is promoted to it: record {service} {to} {Image.Form}");
    }

    private static Entry RequireNotPinned(VersionsFile file, string service, string environment) =>
        file[service, environment] is { Pinned: { } why }
            ? throw new VersionsException($"{service} in {environment} is pinned: {why}. First: unpin {service} {environment}")
            : file[service, environment];

    private async Task<Change> PutAsync(
        VersionsFile file, string service, string environment, Image image, string version, string verb, string preposition, CancellationToken token)
    {
        var former = file[service, environment];
        var entry = new Entry(image) { Version = version, DeployedAt = Now(), DeployedBy = by ?? await FindWhoAsync(token) };
        var subject = verb == "Revert" ? $"Revert {service} {preposition} {version}" : Subject(verb, service, version, preposition, environment);
        var why = $"{former.Describe()} -> {entry.Describe()}\n{image}" + (reason is null ? "" : $"\n\n{reason}");
        return new Change(file.With(service, environment, entry), subject, why);
    }

    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    private async Task<string> FindWhoAsync(CancellationToken token)
    {
        var author = await workspace.Git.FindLineAsync(token, "var", "GIT_AUTHOR_IDENT") ?? "";
        var (start, end) = (author.IndexOf('<', StringComparison.Ordinal), author.IndexOf('>', StringComparison.Ordinal));
        return start >= 0 && end > start + 1
            ? author[(start + 1)..end]
            : throw new VersionsException("Nobody knows who you are: git config user.email you@example.com, or --by WHO.");
    }
}
