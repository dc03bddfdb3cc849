using System.Collections.Concurrent;
using Grocery.Samples.Orders.Clients;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>What this process knows of the reservations of a checkout. Safe for concurrent use.</summary>
internal sealed class Holds
{
    private readonly ConcurrentDictionary<string, ReservationAnswer> _answers = new(StringComparer.Ordinal);

    public IReadOnlyList<Shortage> Shortages =>
    [
        .. from answer in _answers
           where answer.Value is ReservationAnswer.Refused
           orderby answer.Key
           select new Shortage(answer.Key, ((ReservationAnswer.Refused)answer.Value).Available),
    ];

    public void Add(string productId, ReservationAnswer answer) => _answers[productId] = answer;

    public ReservationAnswer? Find(string productId) => _answers.GetValueOrDefault(productId);
}
