using System.Globalization;

namespace Grocery.Samples.Orders.Delivery;

/// <summary>The slots that can be chosen now: mornings and evenings of the next days.</summary>
internal sealed class DeliverySlots(TimeProvider time)
{
    private const int Days = 3;
    private static readonly (string Id, string Hours)[] Parts = [("morning", "8:00 to 12:00"), ("evening", "17:00 to 21:00")];

    public IReadOnlyList<DeliverySlot> List()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return
        [
            .. from day in Enumerable.Range(1, Days).Select(today.AddDays)
               from part in Parts
               select new DeliverySlot(
                   string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}-{part.Id}"),
                   string.Create(CultureInfo.InvariantCulture, $"{day:dddd d MMMM}, {part.Hours}")),
        ];
    }

    public bool Has(string id) => List().Any(slot => slot.Id == id);
}
