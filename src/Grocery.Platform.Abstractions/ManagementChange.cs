using System.Globalization;
using System.Text.Json;

namespace Grocery.Platform;

/// <summary>
/// What a request to one of the platform's endpoints asks to change, read from a small JSON object. See <see cref="ManagementAccess.TryChangeAsync"/>.
/// A member of the wrong kind throws <see cref="ManagementChangeException"/> with status 400.
/// </summary>
public sealed class ManagementChange
{
    private const int LongestName = 100;

    private readonly Dictionary<string, object?> _values;

    internal ManagementChange(ReadOnlyMemory<byte> body, IReadOnlyList<string> members, string address)
    {
        _values = Parse(body, members);
        if (_values.Keys.Except(members).Any())
            throw ManagementChangeException.NotUnderstood($"The body has an unknown member; known are {string.Join(", ", members)}.");

        var name = Text("by");
        if (name is not (null or { Length: > 0 and <= LongestName }))
            throw ManagementChangeException.NotUnderstood($"by must be a name of 1 to {LongestName} characters.");

        By = new Operator(name, address);
    }

    /// <summary>Gets who asks: the member <c>by</c>, of 1 to 100 characters, and the address of the connection.</summary>
    public Operator By { get; }

    /// <summary>Says whether a member is there and is <c>null</c>.</summary>
    /// <param name="member">The name of the member; case matters.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool IsNull(string member) => _values.TryGetValue(member, out var value) && value is null;

    /// <summary>Reads a text.</summary>
    /// <param name="member">The name of the member; case matters.</param>
    /// <returns>The text, or <see langword="null"/> when the member is missing or <c>null</c>.</returns>
    /// <exception cref="ManagementChangeException">It is not a text.</exception>
    public string? Text(string member) => _values.GetValueOrDefault(member) switch
    {
        null => null,
        string text => text,
        _ => throw ManagementChangeException.NotUnderstood($"{member} must be a string."),
    };

    /// <summary>Reads a number.</summary>
    /// <param name="member">The name of the member; case matters.</param>
    /// <param name="minimum">The least that is allowed.</param>
    /// <param name="maximum">The most that is allowed.</param>
    /// <returns>The number, or <see langword="null"/> when the member is missing or <c>null</c>.</returns>
    /// <exception cref="ManagementChangeException">It is not a number, or out of bounds.</exception>
    public double? Number(string member, double minimum, double maximum) => _values.GetValueOrDefault(member) switch
    {
        null => null,
        double number when number >= minimum && number <= maximum => number,
        _ => throw ManagementChangeException.NotUnderstood(
            string.Create(CultureInfo.InvariantCulture, $"{member} must be a number from {minimum} to {maximum}.")),
    };

    /// <summary>Reads a duration, written <c>hh:mm:ss</c>, such as the time to live <c>00:10:00</c>.</summary>
    /// <param name="member">The name of the member; case matters.</param>
    /// <param name="minimum">The shortest that is allowed.</param>
    /// <param name="maximum">The longest that is allowed.</param>
    /// <returns>The duration, or <see langword="null"/> when the member is missing or <c>null</c>.</returns>
    /// <exception cref="ManagementChangeException">It is not a duration, or out of bounds.</exception>
    public TimeSpan? Duration(string member, TimeSpan minimum, TimeSpan maximum)
    {
        if (Text(member) is not { } text)
            return null;

        // Without a colon a number would count as days.
        var isDuration = text.Contains(':', StringComparison.Ordinal) & TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration);
        return isDuration && duration >= minimum && duration <= maximum
            ? duration
            : throw ManagementChangeException.NotUnderstood($"{member} must be a duration from {minimum:c} to {maximum:c}, written hh:mm:ss.");
    }

    private static Dictionary<string, object?> Parse(ReadOnlyMemory<byte> body, IReadOnlyList<string> members)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw ManagementChangeException.NotUnderstood($"The body must be a JSON object; its members are {string.Join(", ", members)}.");

            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
                values[member.Name] = ValueOf(member.Value);

            return values;
        }
        catch (JsonException)
        {
            throw ManagementChangeException.NotUnderstood("The body is not JSON.");
        }
        catch (InvalidOperationException)
        {
            throw ManagementChangeException.NotUnderstood("The body has a text that is not valid Unicode.");
        }
    }

    // The kind of any other value stands for it: it is neither a text nor a number.
    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        var kind => kind,
    };
}
