using System.Security.Cryptography;
using Grocery.Platform.Observability;
using Grocery.Platform.Observability.Redaction;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What the look at a log line costs when many secrets are known.</summary>
internal sealed class SecretsCurve() : Curve("secrets", "Redaction against the number of secrets", "secrets", [1, 10, 100, 1_000, 5_000])
{
    private const int Length = 24;

    private const string Clean =
        """{"timestamp":"2026-01-01T10:11:12.1234567Z","level":"Information","message":"Order ord-4711 of apple for 12.5 with 3 pieces","logger":"Shop.Orders","event_id":1,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","service":"orders","attributes":{"OrderId":"ord-4711","Count":3}}""";

    public override string Note =>
        "A line of 300 characters against secrets of 24. A secret that is new is made known, and the first line after it looked at: that line builds the search for all of them. A clean line grows far more slowly than the secrets, some four times for 5,000, which is just not flat.";

    public override Task<CurveCase> StartAsync(int size)
    {
        string[] secrets = [.. Enumerable.Range(0, size).Select(Secret)];
        var redactor = Create(secrets).Redactor;
        var dirty = $"{Clean[..150]}{secrets[size / 2]}{Clean[150..]}";
        if (!redactor.IsClean(Clean) || redactor.Redact(dirty) != $"{Clean[..150]}{SecretValues.Mask}{Clean[150..]}")
            throw new InvalidOperationException("The clean line was not left alone, or the secret not masked.");

        var growing = Create(secrets);
        return Task.FromResult(new CurveCase(
            [
                Operation.Of("a clean line", Shape.Linear, i => _ = redactor.IsClean(Clean)),
                Operation.Of("a line with a secret", Shape.Flat, i => _ = redactor.Redact(dirty)),
                Operation.Of("one secret more, and the first line after it", Shape.Linear, i =>
                {
                    growing.Values.Add(Secret(-1));
                    _ = growing.Redactor.IsClean(Clean);
                }) with
                {
                    // What it leaves behind would be collected at the cost of what is measured.
                    Prepare = () =>
                    {
                        growing = Create(secrets);
                        GC.Collect();
                    },
                },
            ],
            () => ValueTask.CompletedTask));
    }

    private static (SecretValues Values, Redactor Redactor) Create(string[] secrets)
    {
        var values = new SecretValues();
        values.AddRange(secrets);
        return (values, new Redactor(values, Options.Create(new RedactionOptions())));
    }

    private static string Secret(int i) => Convert.ToBase64String(SHA256.HashData(BitConverter.GetBytes(i)))[..Length];
}
