using Grocery.Platform.Config.Flags.Definitions;
using Grocery.Platform.Config.Flags.Lifecycle;
using Grocery.Platform.Config.Flags.Operation;
using Grocery.Platform.Config.Flags.Rules;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>
/// The flags of now. They are made anew when the configuration or an override changes, off to the side, and then swapped in; a definition
/// that cannot be used leaves the last good one of its flag.
/// </summary>
internal sealed class LiveFlags : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly LiveOptions<FlagsOptions> _options;
    private readonly DefinitionReader _reader;
    private readonly RuleCompiler _compiler;
    private readonly FlagOverrides _overrides;
    private readonly EvaluationCounts _counts;
    private readonly ILogger _logger;
    private readonly IDisposable _reloads;
    private readonly Lock _lock = new();

    // Guarded by the lock.
    private FrozenFlags? _frozen;
    private Dictionary<string, FlagDefinition> _definitions = new(StringComparer.OrdinalIgnoreCase);

    // Read without the lock; written under it.
    private volatile FlagSet _current = new([]);

    public LiveFlags(
        IConfiguration configuration,
        LiveOptions<FlagsOptions> options,
        DefinitionReader reader,
        RuleCompiler compiler,
        FlagOverrides overrides,
        EvaluationCounts counts,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        (_configuration, _options, _reader, _compiler, _overrides, _counts, Time) = (configuration, options, reader, compiler, overrides, counts, time);
        _logger = loggers.CreateLogger(FeatureFlags.Category);
        overrides.Changed = Swap;
        _reloads = options.OnReload(Reload);
        Reload();
    }

    public FlagSet Current => _current;

    public TimeProvider Time { get; }

    public void Dispose() => _reloads.Dispose();

    private void Reload()
    {
        lock (_lock)
        {
            try
            {
                var frozen = FrozenFlags.Of(_configuration, _reader.IsMerged);
                var definitions = _frozen?.IsLike(frozen) == true ? [.. _definitions.Values] : Read(frozen);

                // Who owns a flag may have changed although the flags have not.
                _definitions = definitions
                    .Select(flag => flag with { Ownership = FlagOwnership.Of(flag.Name, flag.Definition, _options.Value, frozen.Root) })
                    .ToDictionary(flag => flag.Name, StringComparer.OrdinalIgnoreCase);
                _frozen = frozen;
                Swap();
            }
            catch (Exception exception)
            {
                // Of a source of the service; it must not surface in the reload of the configuration.
                Log.FlagsNotReloaded(_logger, exception);
            }
        }
    }

    private List<FlagDefinition> Read(FrozenFlags frozen)
    {
        var definitions = new List<FlagDefinition>();
        foreach (var (name, definition, unreadable) in _reader.Read(frozen))
        {
            var known = _definitions.GetValueOrDefault(name);
            var problem = Describe(unreadable?.Message ?? _compiler.Compile(definition!, overridden: null).Problem);
            var staysGood = problem is not null && known is { IsGood: true };
            definitions.Add(new FlagDefinition(
                name, staysGood ? known!.Definition : definition, problem is null || staysGood, FlagOwnership.Unknown, problem));
            Report(name, problem, known);
        }

        return definitions;
    }

    private static string? Describe(string? problem) => problem?.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    private void Report(string name, string? problem, FlagDefinition? known)
    {
        if (problem is not null && problem != known?.Problem)
        {
            var consequence = known is { IsGood: true } ? "The last good one stays" : "The flag is off where it would be needed";
            Log.FlagRejected(_logger, name, problem, consequence);
        }
        else if (problem is null && known?.Problem is not null)
        {
            Log.FlagMended(_logger, name);
        }
    }

    private void Swap()
    {
        lock (_lock)
            _current = new FlagSet([.. _definitions.Values.OrderBy(flag => flag.Name, StringComparer.Ordinal).Select(Make)]);
    }

    private Flag Make(FlagDefinition flag)
    {
        var overridden = _overrides.Find(flag.Name);
        var definition = flag.Definition ?? new FeatureDefinition { Name = flag.Name };
        return new Flag(flag, _compiler.Compile(definition, overridden?.IsOn).Rule, overridden, _counts);
    }
}
