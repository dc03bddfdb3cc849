using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>The rules that are active now: those of the configuration, and those that hold for a time.</summary>
internal sealed class FaultRules : IDisposable
{
    /// <summary>The most that hold for a time at once.</summary>
    public const int Most = 100;

    private readonly IConfiguration _configuration;
    private readonly LiveOptions<FaultOptions> _options;
    private readonly LiveOptions<FaultRuleOptions> _ruleOptions;
    private readonly FaultPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly ITimer _expiry;

    private int _reloads;

    // Written under the lock.
    private FaultRule[] _configured = [];
    private FaultRule[] _temporary = [];

    // Read without the lock.
    private volatile FaultRule[] _outgoing = [];
    private volatile FaultRule[] _incoming = [];

    public FaultRules(
        IConfiguration configuration,
        IOptions<ResilienceOptions> resilience,
        LiveOptions<FaultOptions> options,
        LiveOptions<FaultRuleOptions> ruleOptions,
        FaultPolicy policy,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        (_configuration, _options, _ruleOptions, _policy, _time) = (configuration, options, ruleOptions, policy, time);
        _logger = loggers.CreateLogger(Log.Category);
        _expiry = time.CreateTimer(static rules => ((FaultRules)rules!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        IsOn = resilience.Value.Enabled && options.Value.Enabled;
        if (!IsOn)
            return;

        // Whichever of the two is told last sees both as they are now.
        options.OnReload(Reload);
        ruleOptions.OnReload(Reload);
        Reload();
    }

    /// <summary>Gets a value indicating whether faults were switched on at the start; if not, there is never a rule.</summary>
    public bool IsOn { get; }

    /// <summary>Gets the rules for outgoing calls, in the order of their names.</summary>
    public FaultRule[] Outgoing => _outgoing;

    /// <summary>Gets the rules for incoming requests, in the order of their names.</summary>
    public FaultRule[] Incoming => _incoming;

    public FaultRule[] All => [.. _outgoing.Concat(_incoming).OrderBy(rule => rule.Name, StringComparer.Ordinal)];

    /// <summary>Sets a rule in the place of the temporary one of the same name, if any.</summary>
    /// <exception cref="ManagementChangeException">Faults are not allowed here, the name is that of a configured rule, or there are too many.</exception>
    public void Set(string name, Fault fault, TimeSpan ttl, Operator by)
    {
        FaultRule rule;
        lock (_lock)
        {
            ThrowIfRefused_NeedsLock(name);
            var others = Without(name);
            if (others.Length == Most)
                throw new ManagementChangeException(StatusCodes.Status409Conflict, $"There are {Most} rules already; end one first.");

            var now = _time.GetUtcNow();
            rule = new FaultRule(name, fault, new FaultTerm(by, now, now + ttl));
            Publish_NeedsLock(_configured, [.. others, rule]);
        }

        Log.FaultRuleSet(_logger, rule, ttl, by.Name, by.Address);
    }

    /// <summary>Ends a temporary rule, if there is one of the name.</summary>
    /// <exception cref="ManagementChangeException">The name is that of a configured rule.</exception>
    public void End(string name, Operator by)
    {
        FaultRule? ended;
        lock (_lock)
        {
            ThrowIfConfigured_NeedsLock(name);
            ended = Array.Find(_temporary, rule => IsNamed(rule, name));
            Publish_NeedsLock(_configured, Without(name));
        }

        if (ended is not null)
            Log.FaultRuleEnded(_logger, ended, ended.Hits, by.Name, by.Address);
    }

    public void Dispose() => _expiry.Dispose();

    private static bool IsNamed(FaultRule rule, string name) => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private void ThrowIfRefused_NeedsLock(string name)
    {
        if (!_policy.IsAllowed)
        {
            throw new ManagementChangeException(
                StatusCodes.Status403Forbidden,
                $"Faults are not injected in the environment {_policy.Environment}, unless {FaultPolicy.AllowKey} is true.");
        }

        if (!_options.Value.Enabled)
            throw new ManagementChangeException(StatusCodes.Status403Forbidden, "Faults have been switched off.");

        ThrowIfConfigured_NeedsLock(name);
    }

    private void ThrowIfConfigured_NeedsLock(string name)
    {
        if (Array.Exists(_configured, rule => IsNamed(rule, name)))
            throw new ManagementChangeException(StatusCodes.Status409Conflict, $"{name} is a configured rule; change it in the configuration.");
    }

    private FaultRule[] Without(string name) => Array.FindAll(_temporary, rule => !IsNamed(rule, name));

    private void Reload()
    {
        var turn = Interlocked.Increment(ref _reloads);

        // Not under the lock: the options have one of their own, which is held while they tell of a reload.
        var isOn = _options.Value.Enabled && _policy.IsAllowed;
        (string Name, Fault Fault)[] configured = isOn ? [.. ReadConfigured()] : [];
        FaultRule[] rules, ended;
        lock (_lock)
        {
            if (turn != _reloads)
                return;

            rules = [.. configured.Select(item => Array.Find(_configured, rule => IsNamed(rule, item.Name) && rule.Fault == item.Fault)
                ?? new FaultRule(item.Name, item.Fault, null))];
            ended = Array.FindAll(_temporary, rule => !isOn || Array.Exists(rules, other => IsNamed(other, rule.Name)));
            if (rules.SequenceEqual(_configured) && ended.Length == 0)
                return;

            Publish_NeedsLock(rules, [.. _temporary.Except(ended)]);
        }

        Log.FaultRulesConfigured(_logger, rules.Length, rules);
        foreach (var rule in ended)
            Log.FaultRuleExpired(_logger, rule, rule.Hits);
    }

    private IEnumerable<(string Name, Fault Fault)> ReadConfigured() =>
        from section in _configuration.GetSection(FaultRuleOptions.RulesSection).GetChildren()
        let options = _ruleOptions.Get(section.Key)
        where options.RuleName == section.Key
        select (section.Key, Fault.Of(options));

    private void Publish_NeedsLock(FaultRule[] configured, FaultRule[] temporary)
    {
        (_configured, _temporary) = (configured, temporary);
        FaultRule[] all = [.. configured.Concat(temporary).OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        _outgoing = Array.FindAll(all, rule => rule.Fault.Client is not null);
        _incoming = Array.FindAll(all, rule => rule.Fault.Client is null);

        var due = temporary.Length == 0 ? Timeout.InfiniteTimeSpan : temporary.Min(rule => rule.Term!.Until) - _time.GetUtcNow();
        _expiry.Change(due < TimeSpan.Zero && due != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        FaultRule[] ended;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            ended = Array.FindAll(_temporary, rule => rule.Term!.Until <= now);
            Publish_NeedsLock(_configured, [.. _temporary.Except(ended)]);
        }

        foreach (var rule in ended)
            Log.FaultRuleExpired(_logger, rule, rule.Hits);
    }
}
