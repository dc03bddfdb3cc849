using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config;

/// <summary>Every log message of the package.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "Started without configuration that is not required: {Failure}")]
    public static partial void StartedWithoutSource(ILogger logger, string failure);

    [LoggerMessage(4001, LogLevel.Warning, "The configuration could not be read again ({Count} times since the last such line); the values stay, read {Age} ago: {Failures}")]
    public static partial void ConfigurationNotRead(ILogger logger, int count, TimeSpan age, string failures);

    [LoggerMessage(4002, LogLevel.Information, "The configuration is read again, after {FailedReads} failed reads in {Age}")]
    public static partial void ConfigurationReadAgain(ILogger logger, int failedReads, TimeSpan age);

    [LoggerMessage(4003, LogLevel.Information, "{Count} configuration keys changed in {Source}: {Keys}")]
    public static partial void ConfigurationChanged(ILogger logger, int count, string source, string keys);

    [LoggerMessage(4004, LogLevel.Error, "What follows the configuration failed after a change; the new values are in place")]
    public static partial void ConfigurationFollowerFailed(ILogger logger, Exception exception);

    [LoggerMessage(4005, LogLevel.Error, "Reading the configuration again failed")]
    public static partial void ConfigurationReadFailed(ILogger logger, Exception exception);

    [LoggerMessage(4006, LogLevel.Warning, "The configuration is odd: {Warning}")]
    public static partial void ConfigurationIsOdd(ILogger logger, string warning);

    [LoggerMessage(4007, LogLevel.Information, "{By} at {Address} asked for the configuration to be read again")]
    public static partial void RefreshAskedFor(ILogger logger, string? by, string address);

    [LoggerMessage(4200, LogLevel.Warning, "The definition of the flag {Flag} cannot be used: {Problem}. {Consequence}")]
    public static partial void FlagRejected(ILogger logger, string flag, string problem, string consequence);

    [LoggerMessage(4201, LogLevel.Information, "The definition of the flag {Flag} can be used again")]
    public static partial void FlagMended(ILogger logger, string flag);

    [LoggerMessage(4202, LogLevel.Error, "The flags could not be read again; those of before stay")]
    public static partial void FlagsNotReloaded(ILogger logger, Exception exception);

    [LoggerMessage(4203, LogLevel.Warning, "The flag {Flag} was asked for and is not defined, so it is off. Define it, or mend the name")]
    public static partial void FlagUnknown(ILogger logger, string flag);

    [LoggerMessage(4204, LogLevel.Warning, "More than {Most} flags were asked for that are not defined; no more are named")]
    public static partial void UnknownFlagsNotNamed(ILogger logger, int most);

    [LoggerMessage(4205, LogLevel.Warning, "The flag {Flag} of {Owner} has expired on {Expired:u}. Remove it from the code, or move its expiry")]
    public static partial void FlagExpired(ILogger logger, string flag, string owner, DateTimeOffset expired);

    [LoggerMessage(4206, LogLevel.Warning, "The expiry of the flag {Flag} is \"{Expires}\", which is no date such as 2027-01-31")]
    public static partial void FlagExpiryNotUnderstood(ILogger logger, string flag, string expires);

    [LoggerMessage(4207, LogLevel.Warning, "The flag {Flag} is held {State} for {Ttl}, by {By} from {Address}")]
    public static partial void FlagOverridden(ILogger logger, string flag, string state, TimeSpan ttl, string? by, string address);

    [LoggerMessage(4208, LogLevel.Warning, "The flag {Flag} follows its definition again, by {By} from {Address}")]
    public static partial void FlagOverrideEnded(ILogger logger, string flag, string? by, string address);

    [LoggerMessage(4209, LogLevel.Information, "The flag {Flag} is no longer held {State}: the time is over")]
    public static partial void FlagFellBack(ILogger logger, string flag, string state);

    [LoggerMessage(4100, LogLevel.Information, "New logins to the database {Database} use another password, from {Origin}")]
    public static partial void PostgresPasswordChanged(ILogger logger, string database, string origin);

    [LoggerMessage(4101, LogLevel.Warning, "The database {Database} refused the password; the configuration is read again")]
    public static partial void PostgresPasswordRefused(ILogger logger, string database);

    [LoggerMessage(4102, LogLevel.Error, "The database {Database} refuses every password that is known. Mend the password of the user, or its secret; until then new logins fail")]
    public static partial void PostgresNoPasswordWorks(ILogger logger, string database);

    [LoggerMessage(4103, LogLevel.Information, "The database {Database} accepts the password again")]
    public static partial void PostgresLoginWorksAgain(ILogger logger, string database);

    [LoggerMessage(4104, LogLevel.Warning, "The configuration of the database {Database} has another user now, and nothing for the user of this process, who stays until a restart. Restart the process before the password of the old user changes")]
    public static partial void PostgresUserGone(ILogger logger, string database);

    [LoggerMessage(4105, LogLevel.Information, "The connections to the database {Database} that a former password opened are closed")]
    public static partial void PostgresConnectionsRetired(ILogger logger, string database);

    [LoggerMessage(4106, LogLevel.Warning, "The secret of the database {Database} was not read anew: {Error}")]
    public static partial void PostgresSecretNotRead(ILogger logger, string database, string error);
}
