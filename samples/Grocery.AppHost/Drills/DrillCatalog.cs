using System.Text;

namespace Grocery.AppHost.Drills;

/// <summary>All drills, in the order in which they are shown and run.</summary>
internal static class DrillCatalog
{
    private static readonly Func<Drill>[] Drills =
    [
        () => new Slo(),
        () => new ProductDies(),
        () => new ProductHangs(),
        () => new ProductErrors(),
        () => new PostgresRestarts(),
        () => new Deploy(),
        () => new AwsUnreachable(),
        () => new BadConfiguration(),
        () => new CollectorDead(),
        () => new Overload(),
        () => new LogDiskFull(),
        () => new PasswordRotates(),
        () => new ClockJumps(),
    ];

    public static IReadOnlyList<Drill> CreateAll() => [.. Drills.Select(create => create())];

    /// <exception cref="ArgumentException">There is no such drill; the message names those there are.</exception>
    public static Drill Create(string name)
    {
        var all = CreateAll();
        return all.FirstOrDefault(drill => drill.Name == name)
            ?? throw new ArgumentException($"There is no drill '{name}'; there are {string.Join(", ", all.Select(drill => drill.Name))}; 'all' runs all, 'list' describes them.");
    }

    public static string Describe()
    {
        var text = new StringBuilder();
        foreach (var drill in CreateAll())
        {
            text.Append(drill.Name).Append(": ").AppendLine(drill.Fault).Append("  proves ").AppendLine(drill.Proves);
            foreach (var expectation in Expect.Always.Concat(drill.Expectations))
                text.Append("  - ").AppendLine(expectation.Text);
        }

        return text.ToString();
    }
}
