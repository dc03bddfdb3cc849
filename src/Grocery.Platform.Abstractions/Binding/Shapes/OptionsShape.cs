namespace Grocery.Platform.Binding.Shapes;

/// <summary>What may stand under one key: a text, the properties of an object, or items. Immutable once it is built.</summary>
internal abstract class OptionsShape
{
    /// <summary>Gets whether there is nothing in a value to look at.</summary>
    public abstract bool IsOpaque { get; }

    /// <summary>Finds the texts that cannot be bound, by what is configured alone.</summary>
    public abstract IEnumerable<Mistake> FindUnbindable(ConfiguredNode node);

    /// <summary>Finds what breaks a rule in a value that was bound from <paramref name="node"/>.</summary>
    public abstract IEnumerable<Mistake> FindBroken(ConfiguredNode node, object value, ShapeWalk walk);

    /// <summary>Says what a value without a text of its own is, for a message.</summary>
    public abstract string? Describe(object? value);
}
