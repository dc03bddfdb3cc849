using Grocery.Platform.Observability.Logging.Floods;
using Serilog.Events;
using Serilog.Parsing;

namespace Grocery.Platform.Observability.Logging.Templates;

/// <summary>A message template, parsed once.</summary>
internal sealed class Template
{
    public static readonly Template Empty = new(MessageTemplate.Empty, static _ => false);

    public Template(MessageTemplate source, Func<string, bool> isSensitive)
    {
        Source = source;
        Parts = [.. PartsOf(source, isSensitive)];
        Properties = [.. Parts.Where(part => part.Property is not null)];
        HasTwins = Properties.DistinctBy(part => part.Property).Count() < Properties.Length;
    }

    /// <summary>Gets Serilog's form of the template.</summary>
    public MessageTemplate Source { get; }

    public string Text => Source.Text;

    public TemplatePart[] Parts { get; }

    /// <summary>Gets the parts that are properties, in their order.</summary>
    public TemplatePart[] Properties { get; }

    /// <summary>Gets or sets where it was logged first, which is mostly the only place.</summary>
    public CallSite? CallSite { get; set; }

    /// <summary>Gets how often each logger logged it lately, at each level.</summary>
    public FloodCounts Floods { get; } = new();

    /// <summary>Gets a value indicating whether a property stands in it twice.</summary>
    public bool HasTwins { get; }

    private static IEnumerable<TemplatePart> PartsOf(MessageTemplate source, Func<string, bool> isSensitive)
    {
        var ordinal = 0;
        foreach (var token in source.Tokens)
        {
            if (token is PropertyToken property)
                yield return TemplatePart.Of(property, ordinal++, isSensitive(property.PropertyName));
            else
                yield return TemplatePart.Of((TextToken)token);
        }
    }
}
