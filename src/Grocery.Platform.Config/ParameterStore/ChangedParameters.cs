namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Compares parameters that were read without decryption with those that are known, so that only changed secrets are decrypted.</summary>
internal static class ChangedParameters
{
    /// <summary>Says whether the parameters are the same, each in the same version.</summary>
    public static bool AreNone(IReadOnlyDictionary<string, Parameter> known, IReadOnlyDictionary<string, Parameter> found) =>
        known.Count == found.Count && found.All(pair => IsKnown(known, pair));

    /// <summary>Finds the secrets that are new or have another version.</summary>
    public static string[] FindSecrets(IReadOnlyDictionary<string, Parameter> known, IReadOnlyDictionary<string, Parameter> found) =>
        [.. found.Where(pair => pair.Value.IsSecret && !IsKnown(known, pair)).Select(pair => pair.Key)];

    /// <summary>Puts the plain text of every secret in the place of its ciphertext. One that was deleted meanwhile falls away.</summary>
    public static Dictionary<string, Parameter> Decrypt(
        IReadOnlyDictionary<string, Parameter> known, IReadOnlyDictionary<string, Parameter> found, IReadOnlyDictionary<string, Parameter> decrypted)
    {
        var parameters = new Dictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var pair in found)
        {
            if (!pair.Value.IsSecret)
                parameters[pair.Key] = pair.Value;
            else if (IsKnown(known, pair))
                parameters[pair.Key] = known[pair.Key];
            else if (decrypted.TryGetValue(pair.Key, out var plain))
                parameters[pair.Key] = plain;
        }

        return parameters;
    }

    private static bool IsKnown(IReadOnlyDictionary<string, Parameter> known, KeyValuePair<string, Parameter> found) =>
        known.TryGetValue(found.Key, out var parameter) && parameter.IsSameVersionAs(found.Value);
}
