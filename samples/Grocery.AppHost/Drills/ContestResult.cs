using System.Globalization;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills;

/// <summary>How the contest for the units ended, by what the buyers were told and by what the databases hold.</summary>
/// <param name="Bought">Buyers who were told that they have it.</param>
/// <param name="Refused">Buyers who were told that nothing is left.</param>
/// <param name="Broken">What other buyers were told.</param>
/// <param name="Stock">What is left.</param>
/// <param name="Reserved">The units of reservations that were not released.</param>
/// <param name="Orders">The orders, each with its one unit.</param>
/// <param name="Customers">The users who have one.</param>
/// <param name="HalfDone">The checkouts that are neither placed nor undone.</param>
/// <param name="InCarts">The carts that still hold it.</param>
/// <param name="Requests">The requests of all buyers.</param>
/// <param name="Failures">Those that were neither fulfilled nor refused for want of stock, and so were repeated.</param>
internal sealed record ContestResult(
    int Bought,
    int Refused,
    IReadOnlyList<string> Broken,
    int Stock,
    int Reserved,
    int Orders,
    int Customers,
    int HalfDone,
    int InCarts,
    int Requests,
    IReadOnlyList<LoadSample> Failures)
{
    private const int Units = BuyerContest.Units;

    public bool IsExact => this is { Bought: Units, Refused: BuyerContest.Buyers - Units, Broken.Count: 0 } and
    { Stock: 0, Reserved: Units, Orders: Units, Customers: Units, HalfDone: 0, InCarts: BuyerContest.Buyers - Units };

    public override string ToString()
    {
        var broken = Broken.Count == 0 ? "" : $", {Broken.Count} told otherwise ({Broken[0]})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Bought} bought, {Refused} refused{broken}; stock {Stock}, {Reserved} reserved, {Orders} orders of {Customers} customers, {HalfDone} half-done, in {InCarts} carts still; {Requests} requests, {Failures.Count} repeated");
    }
}
