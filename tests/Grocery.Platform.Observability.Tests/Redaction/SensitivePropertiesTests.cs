using Grocery.Platform.Observability.Tests.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Tests.Redaction;

public sealed class SensitivePropertiesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Marked_properties_are_masked_in_the_message_and_in_the_attributes(bool throughSerilog)
    {
        using var logging = new LoggerUnderTest(builder =>
        {
            if (throughSerilog)
                builder.Services.AddSingleton<ILogEventEnricher, Nothing>();
        });

        logging["Shop"].LogInformation("{@Customer}", new Gold("Ann", "ann@shop.example") { Iban = "DE00", Address = new Address("Street 1", "Ulm") });

        var customer = Assert.Single(logging.Log.Lines).GetProperty("attributes").GetProperty("Customer");
        Assert.Equal("Ann", customer.GetProperty("Name").GetString());
        Assert.Equal("***", customer.GetProperty("Mail").GetString());
        Assert.Equal("***", customer.GetProperty("Iban").GetString());
        Assert.Equal("***", customer.GetProperty("Address").GetProperty("Street").GetString());
        Assert.Equal("Ulm", customer.GetProperty("Address").GetProperty("City").GetString());
        Assert.Contains("threw", customer.GetProperty("Broken").GetString(), StringComparison.Ordinal);
        var line = Assert.Single(logging.Log.Writes);
        Assert.DoesNotContain("ann@shop", line, StringComparison.Ordinal);
        Assert.DoesNotContain("DE00", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Street 1", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_without_a_marked_property_is_logged_as_ever()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation("{@Order} {@List}", new { Id = 7 }, new[] { new Address("Street 1", "Ulm") });

        var attributes = Assert.Single(logging.Log.Lines).GetProperty("attributes");
        Assert.Equal(7, attributes.GetProperty("Order").GetProperty("Id").GetInt32());
        Assert.Equal("***", attributes.GetProperty("List")[0].GetProperty("Street").GetString());
    }

    [Theory]
    [InlineData("{Value}")]
    [InlineData("{@Value}")]
    public void Marked_properties_are_masked_without_being_asked_for(string template)
    {
        using var logging = new LoggerUnderTest();
        var address = new Address("Street 1", "Ulm");
        object[] values = [address, new[] { address }, new List<Address> { address }, new Dictionary<string, Address> { ["a"] = address }];

#pragma warning disable CA2254 // The template is what is tested.
        Array.ForEach(values, value => logging["Shop"].LogInformation(template, value));
#pragma warning restore CA2254

        Assert.Equal(values.Length, logging.Log.Lines.Count);
        Assert.All(logging.Log.Writes, line => Assert.Contains("Ulm", line, StringComparison.Ordinal));
        Assert.All(logging.Log.Writes, line => Assert.DoesNotContain("Street 1", line, StringComparison.Ordinal));
    }

    private record Customer(string Name, [Sensitive] string Mail)
    {
        [Sensitive]
        public virtual string? Iban { get; init; }

        public Address? Address { get; init; }

        public string Broken => throw new InvalidOperationException();
    }

    private sealed record Gold(string Name, string Mail) : Customer(Name, Mail)
    {
        public override string? Iban { get; init; }
    }

    private sealed record Address([property: Sensitive] string Street, string City);

    private sealed class Nothing : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
        }
    }
}
