namespace Grocery.Platform.Drills.Tests.Chain;

internal enum HopPlace
{
    Front,
    Middle,
    Last,
}
