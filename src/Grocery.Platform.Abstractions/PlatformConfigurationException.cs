using System.Globalization;
using System.Text;

namespace Grocery.Platform;

/// <summary>The configuration is invalid, and the service must not start. One exception lists every problem.</summary>
public sealed class PlatformConfigurationException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="PlatformConfigurationException"/> class.</summary>
    /// <param name="problems">What is wrong, one sentence or two for each problem; see <see cref="ConfigurationProblem"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="problems"/> is <see langword="null"/>.</exception>
    public PlatformConfigurationException(IReadOnlyList<string> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>Gets the problems, in the order in which the options were registered. Never contains a secret value.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Returns the type and the problems without the stack: it says nothing about a configuration, and would bury them.</summary>
    /// <returns>What a runtime that ends by this exception prints.</returns>
    public override string ToString() => $"{typeof(PlatformConfigurationException).FullName}: {Message}";

    private static string Describe(IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);

        var text = new StringBuilder();
        text.Append(problems.Count == 1
            ? "The configuration has 1 problem; the service was not started."
            : string.Create(CultureInfo.InvariantCulture, $"The configuration has {problems.Count} problems; the service was not started."));

        for (var i = 0; i < problems.Count; i++)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {i + 1}. {problems[i]}");

        return text.ToString();
    }
}
