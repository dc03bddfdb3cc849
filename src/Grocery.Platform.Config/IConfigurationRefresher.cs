namespace Grocery.Platform.Config;

/// <summary>Reads the configuration sources outside the process now, such as after a message that a parameter changed. Safe for concurrent use.</summary>
public interface IConfigurationRefresher
{
    /// <summary>
    /// Reads every source, and when one changed replaces the values of all at once. There are never two reads at the same time: all calls that
    /// come during a read wait for one more, which they share, because the running one may have passed the change already. AppConfig is not asked
    /// before the interval that it wants is over. What follows a change of the configuration must not wait for this method.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the read.</param>
    /// <returns>
    /// <see langword="true"/> when every source was read; <see langword="false"/> when one could not be read, so that the last good values
    /// stay. It never throws because of a source.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> says so, or the host has stopped.</exception>
    Task<bool> RefreshAsync(CancellationToken cancellationToken = default);
}
