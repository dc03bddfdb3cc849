using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary><c>Microsoft.Percentage</c> that sticks: to the user as <c>Microsoft.Targeting</c> does it, or to the trace.</summary>
internal sealed class PercentageCondition(string flag, PercentageFilterSettings settings) : FlagCondition
{
    private readonly int _percentage = settings.Value;
    private readonly BucketKey _key = new(flag);
    private readonly ulong _seed = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(flag)));

    public override bool Holds(in FlagAsk ask, out FlagReason reason)
    {
        reason = FlagReason.Split;
        if (_percentage is <= 0 or >= 100)
            return _percentage > 0;

        var place = string.IsNullOrEmpty(ask.User.Id) ? TracePlace.Of(ask.Trace, _seed) : ask.Buckets.Of(ask.User, _key);
        return place < _percentage;
    }
}
