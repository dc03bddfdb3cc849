using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Observability;
using Grocery.Platform.Observability.Redaction;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Benchmarks;

/// <summary>The look at a clean log line of 300 characters: ours beside one regular expression for each pattern and one search a secret.</summary>
[MemoryDiagnoser]
public partial class RedactionBenchmarks
{
    private const string Clean =
        """{"timestamp":"2026-01-01T10:11:12.1234567Z","level":"Information","message":"Order ord-4711 of apple for 12.5 with 3 pieces","logger":"Shop.Orders","event_id":1,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","service":"orders","attributes":{"OrderId":"ord-4711","Count":3}}""";

    private const string Dirty =
        """{"timestamp":"2026-01-01T10:11:12.1234567Z","level":"Information","message":"Paid by 4111 1111 1111 1111 on Host=db;Password=hunter2"}""";

    private static readonly string[] Secrets = ["Tr0ub4dor&3", "correct-horse-battery", "s3cr3t/äöü", "AKIAIOSFODNN7EXAMPLE"];

    private Redactor _redactor = null!;

    [GlobalSetup]
    public void Create()
    {
        var values = new SecretValues();
        Array.ForEach(Secrets, values.Add);
        _redactor = new Redactor(values, Options.Create(new RedactionOptions()));
    }

    [Benchmark(Baseline = true)]
    public bool RegexForEachPattern()
    {
        foreach (var secret in Secrets)
        {
            if (Clean.Contains(secret, StringComparison.Ordinal))
                return false;
        }

        return !Authorization().IsMatch(Clean) && !Password().IsMatch(Clean) && !Url().IsMatch(Clean) && !Jwt().IsMatch(Clean) && !Card().IsMatch(Clean);
    }

    [Benchmark]
    public bool Platform() => _redactor.IsClean(Clean);

    [Benchmark]
    public string PlatformRedacts() => _redactor.Redact(Dirty);

    [GeneratedRegex(@"(authorization\W{1,4}\w+|bearer)\s+[\w\-.~+/=]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"(password|pwd|accountkey)\s*=\s*[^;]+", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"://[^\s/@:]*:[^\s/@]+@")]
    private static partial Regex Url();

    [GeneratedRegex(@"eyJ[\w-]{8,}\.[\w-]*\.[\w-]*")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"\b(?:\d[ -]?){12,18}\d\b")]
    private static partial Regex Card();
}
