namespace Grocery.Platform;

/// <summary>Implemented by a configuration provider that knows of each key where its value came from, so that messages can say where to mend it.</summary>
public interface IConfigurationOrigin
{
    /// <summary>Finds where the value of a key came from.</summary>
    /// <param name="key">The configuration key; case does not matter.</param>
    /// <returns>Such as <c>the parameter /grocery/dev/products/Limit</c>; <see langword="null"/> when the provider has no value for the key. Never a value.</returns>
    string? FindOrigin(string key);
}
