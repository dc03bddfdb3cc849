using Grocery.Platform.Analyzers.CodeFixes.Logging;
using Grocery.Platform.Analyzers.Logging;

namespace Grocery.Platform.Analyzers.Tests.Logging;

public sealed class TemplateFixTests
{
    private const string Types = """
        record Customer(string Name);
        record Order(int Id, string Number, Customer Customer, string[] Lines)
        {
            public decimal GetTotal() => 1;
            public Task<int> CountAsync() => Task.FromResult(1);
        }
        """;

    [Theory]
    [InlineData("""log.LogInformation({|GROCERY1004:$"Order {order.Id} is paid"|});""", """log.LogInformation("Order {OrderId} is paid", order.Id);""")]
    [InlineData("""log.LogWarning(error, {|GROCERY1004:$"Order {id,8:D5} costs {order.GetTotal():0.00}"|});""", """log.LogWarning(error, "Order {Id,8:D5} costs {OrderTotal:0.00}", id, order.GetTotal());""")]
    [InlineData("""log.Log(LogLevel.Debug, {|GROCERY1004:$"{order.Customer.Name} and {name} and {name}"|});""", """log.Log(LogLevel.Debug, "{CustomerName} and {Name} and {Name2}", order.Customer.Name, name, name);""")]
    [InlineData("""log.LogInformation({|GROCERY1004:$"a \"{(id > 1 ? "x" : "y")}\" in {{braces}} on {await order.CountAsync()}"|});""", """log.LogInformation("a \"{Value}\" in {{braces}} on {OrderCount}", id > 1 ? "x" : "y", await order.CountAsync());""")]
    [InlineData("""log.LogError({|GROCERY1004:"Order " + order.Id + " of '" + name + '\''|});""", """log.LogError("Order {OrderId} of '{Name}'", order.Id, name);""")]
    [InlineData("""log.LogError({|GROCERY1004:"Order " + (id + 1) + $" of {name}" + " {x}"|});""", """log.LogError("Order {Value} of {Name} {{x}}", id + 1, name);""")]
    [InlineData("""log.LogError({|GROCERY1004:string.Format("{1} has {0,4:N1} {{x}}", id, name)|});""", """log.LogError("{Name} has {Id,4:N1} {{x}}", name, id);""")]
    [InlineData("""log.LogError({|GROCERY1004:string.Concat("Order ", id, " of ", name)|});""", """log.LogError("Order {Id} of {Name}", id, name);""")]
    [InlineData("""log.LogInformation({|GROCERY1004:$"Lines {order.Lines}"|});""", """log.LogInformation("Lines {Lines}", (object)order.Lines);""")]
    [InlineData("""log.LogInformation({|GROCERY1004:$@"c:\{name}"|});""", """log.LogInformation("c:\\{Name}", name);""")]
    [InlineData("log.LogInformation({|GROCERY1004:$\"\"\"{name} says \"hi\" \"\"\"|});", """log.LogInformation("{Name} says \"hi\" ", name);""")]
    public Task A_message_becomes_a_template_and_its_values_arguments(string before, string after) =>
        Verify.FixesAsync<LogMessageAnalyzer, TemplateFix>(Method(before), Method(after));

    [Fact]
    public Task All_are_changed_at_once() => Verify.FixesAsync<LogMessageAnalyzer, TemplateFix>(
        Method("""
            log.LogInformation({|GROCERY1004:$"Order {id}"|});
            log.LogInformation({|GROCERY1004:"Name " + name|});
            """),
        Method("""
            log.LogInformation("Order {Id}", id);
            log.LogInformation("Name {Name}", name);
            """));

    [Theory]
    [InlineData("""log.LogInformation({|GROCERY1004:$"Order {id} {{Name}}"|}, name);""")]
    [InlineData("""log.LogInformation(message: {|GROCERY1004:$"Order {id}"|});""")]
    [InlineData("""log.LogInformation({|GROCERY1004:$"Order {name.AsSpan()}"|});""")]
    [InlineData("""log.LogInformation({|GROCERY1004:string.Format(name, id)|});""")]
    public Task What_would_say_something_else_is_found_and_not_fixed(string statement) =>
        Verify.LeavesAsync<LogMessageAnalyzer, TemplateFix>(Method(statement));

    [Theory]
    [InlineData("""log.LogInformation("Order {Id}", id);""")]
    [InlineData("""log.LogInformation("Order {Id}", $"{id}-{name}");""")]
    [InlineData("""log.LogInformation("Order " + "{Id}", id);""")]
    [InlineData("""const string Prefix = "Order"; log.LogInformation($"{Prefix} {{Id}}", id); log.LogInformation(Prefix + " {Id}", id);""")]
    [InlineData("""log.LogInformation(name);""")]
    [InlineData("""log.LogError(error, "Failed");""")]
    [InlineData("""Console.WriteLine($"Order {id}");""")]
    [InlineData("""throw new InvalidOperationException($"Order {id}");""")]
    public Task A_constant_message_or_another_text_is_left_alone(string statement) =>
        Verify.FindsAsync<LogMessageAnalyzer>(Method(statement));

    private static string Method(string statements) => $$"""
        {{Types}}

        class Shop(ILogger<Shop> log)
        {
            async Task WriteAsync(Order order, int id, string name, Exception error)
            {
                await Task.Yield();
                {{statements.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }
        }
        """;
}
