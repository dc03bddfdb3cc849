using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Refresh;

/// <summary>How the last reads went. Immutable.</summary>
/// <param name="LastSuccess">When all sources were last read.</param>
/// <param name="FailedReads">How many reads have failed since.</param>
/// <param name="Failures">What is not read now; also what the service started without.</param>
internal sealed record RefreshState(DateTimeOffset LastSuccess, int FailedReads, IReadOnlyList<SourceFailure> Failures);
