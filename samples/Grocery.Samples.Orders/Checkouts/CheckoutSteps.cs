using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>What a checkout consists of for a user, by the feature flags of this moment.</summary>
internal sealed class CheckoutSteps(IVariantFeatureManager flags)
{
    public const string DeliverySlot = "delivery-slot";
    private const string OpenFlag = "Checkout";
    private const string SlotFlag = "DeliverySlots";

    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken) => await flags.IsEnabledAsync(OpenFlag, cancellationToken);

    // By the id, which never changes; the name that the platform would take by itself may.
    public async Task<bool> HasSlotAsync(string userId, CancellationToken cancellationToken) =>
        await flags.IsEnabledAsync(SlotFlag, new TargetingContext { UserId = userId }, cancellationToken);
}
