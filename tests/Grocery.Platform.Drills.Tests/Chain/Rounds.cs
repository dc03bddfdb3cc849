using Xunit.Sdk;

namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>Repeats a whole drill whose bounds are of time, because the machine may stall in one of them.</summary>
internal static class Rounds
{
    /// <summary>Runs rounds until the assertions of one hold; those of the last are the test's.</summary>
    public static async Task OneHoldsAsync(int most, Func<Task> round, ITestOutputHelper output)
    {
        for (var left = most - 1; left > 0; left--)
        {
            try
            {
                await round();
                return;
            }
            catch (XunitException failure)
            {
                output.WriteLine($"Once more, {left} left: {failure.Message}");
            }
        }

        await round();
    }
}
