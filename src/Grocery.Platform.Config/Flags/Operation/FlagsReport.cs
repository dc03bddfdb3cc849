using System.Text.Json;
using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Flags.Lifecycle;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Operation;

/// <summary>Writes what <c>/flags</c> shows.</summary>
internal sealed class FlagsReport(LiveFlags live, MicrosoftFlags microsoft, EvaluationCounts counts, UnknownFlags unknown, SecretValues secrets)
{
    // Of a long list of users, the first say what kind of list it is.
    private const int MostParameters = 50;

    public void Write(Utf8JsonWriter json)
    {
        var answers = counts.All.ToLookup(series => series.Name, StringComparer.OrdinalIgnoreCase);
        var flags = microsoft.HasForeignDefinitions ? [] : live.Current.Flags;
        var now = live.Time.GetUtcNow();

        json.WriteStartObject();
        json.WriteStartArray("flags");
        foreach (var flag in flags)
        {
            json.WriteStartObject();
            json.WriteString("flag", secrets.Redact(flag.Name));
            json.WriteString("state", StateOf(flag));
            Write(json, flag.Definition.Definition);
            Write(json, flag.Override);
            Write(json, flag.Definition.Ownership, now);
            if (flag.Definition.Problem is { } problem)
                json.WriteString("problem", secrets.Redact(problem));
            Write(json, answers[flag.Name]);
            json.WriteEndObject();
        }

        // Of definitions from elsewhere only the answers are known.
        foreach (var gone in answers.Where(answer => !flags.Any(flag => flag.Name.Equals(answer.Key, StringComparison.OrdinalIgnoreCase))).OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("flag", secrets.Redact(gone.Key));
            json.WriteString("state", "undefined");
            Write(json, gone);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUnknown(json);
        json.WriteEndObject();
    }

    private static string StateOf(Flag flag) => flag.Fixed is { } outcome ? FlagOutcome.NameOf(outcome.IsEnabled) : "conditional";

    private void Write(Utf8JsonWriter json, FeatureDefinition? definition)
    {
        if (definition is null)
            return;

        json.WriteStartObject("rule");
        json.WriteString("requires", definition.RequirementType == RequirementType.All ? "all" : "any");
        json.WriteStartArray("filters");
        foreach (var filter in definition.EnabledFor)
        {
            json.WriteStartObject();
            json.WriteString("name", secrets.Redact(filter.Name));
            var parameters = filter.Parameters.GetChildren().SelectMany(child => child.AsEnumerable()).Where(pair => pair.Value is not null);
            foreach (var (key, value) in parameters.Take(MostParameters).OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
                json.WriteString(RelativeKey(key), secrets.Redact(value!));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (definition.Variants.Any())
            json.WriteString("variants", secrets.Redact(string.Join(", ", definition.Variants.Select(variant => variant.Name))));
        json.WriteEndObject();
    }

    // The path of a section is that from the root of the configuration.
    private static string RelativeKey(string path)
    {
        var parameters = path.IndexOf(":parameters:", StringComparison.OrdinalIgnoreCase);
        return parameters < 0 ? path : path[(parameters + ":parameters:".Length)..];
    }

    private void Write(Utf8JsonWriter json, FlagOverride? overridden)
    {
        if (overridden is null)
            return;

        json.WriteStartObject("override");
        json.WriteString("state", FlagOutcome.NameOf(overridden.IsOn));
        var left = overridden.GetLeft(live.Time, live.Time.GetTimestamp());
        json.WriteNumber("seconds_left", Math.Max(0, Math.Round(left.TotalSeconds, 3)));
        json.WriteString("by", overridden.By.Name);
        json.WriteString("address", overridden.By.Address);
        json.WriteString("since", overridden.Since);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, FlagOwnership ownership, DateTimeOffset now)
    {
        json.WriteString("owner", ownership.Owner is { } owner ? secrets.Redact(owner) : null);
        if (ownership.Expires is { } expires)
            json.WriteString("expires", expires);
        else
            json.WriteNull("expires");

        var isKnown = ownership is { Owner: not null, Expires: not null };
        json.WriteString("lifecycle", ownership.IsStale(now) ? "stale" : isKnown ? "current" : "incomplete");
    }

    private void Write(Utf8JsonWriter json, IEnumerable<EvaluationSeries> series)
    {
        json.WriteStartArray("evaluations");
        foreach (var one in series.OrderBy(one => one.Variant, StringComparer.Ordinal).ThenBy(one => one.Reason, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("variant", secrets.Redact(one.Variant));
            json.WriteString("reason", one.Reason);
            json.WriteNumber("count", one.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteUnknown(Utf8JsonWriter json)
    {
        json.WriteStartArray("unknown");
        foreach (var (name, count) in unknown.Names.OrderBy(name => name.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("flag", secrets.Redact(name));
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
