using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Answers <c>/resilience/faults</c>: GET shows the rules that are active, PUT sets one for a time or ends it.</summary>
internal sealed class FaultsEndpoint(FaultRules rules, ManagementAccess access, LiveOptions<FaultOptions> options)
{
    public async Task AnswerAsync(HttpContext context)
    {
        // What is broken on purpose is nobody's business outside.
        if (!HttpMethods.IsPut(context.Request.Method) && !access.IsAllowed(context))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (!HttpMethods.IsPut(context.Request.Method) || await access.TryChangeAsync(context, FaultChange.Members, Apply).ConfigureAwait(false))
            await JsonAnswer.WriteAsync(context, Report).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, FaultRule rule)
    {
        var fault = rule.Fault;
        json.WriteStartObject(rule.Name);
        WriteIfSet(json, "client", fault.Client);
        WriteIfSet(json, "route", fault.Route);
        json.WriteNumber("share", fault.Share);
        WriteIfSet(json, "latency", fault.Latency?.ToString("c"));
        WriteIfSet(json, "error", fault.Error?.ToString());
        if (fault.Status is { } status)
            json.WriteNumber("status", status);

        json.WriteNumber("hits", rule.Hits);
        if (rule.Term is { } term)
        {
            WriteIfSet(json, "by", term.By.Name);
            json.WriteString("address", term.By.Address);
            json.WriteString("since", term.Since.UtcDateTime);
            json.WriteString("until", term.Until.UtcDateTime);
        }

        json.WriteEndObject();
    }

    private static void WriteIfSet(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private void Apply(ManagementChange request)
    {
        var change = FaultChange.Of(request, options.Value);
        if (change.Fault.HasEffect)
            rules.Set(change.Rule, change.Fault, change.Ttl, request.By);
        else
            rules.End(change.Rule, request.By);
    }

    private void Report(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("rules");
        foreach (var rule in rules.All)
            Write(json, rule);

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
