using System.Text.Json;
using Grocery.Platform.Benchmarks.Budgets;
using Grocery.Platform.Benchmarks.Short;

namespace Grocery.Platform.Benchmarks.Tests;

public sealed class BudgetTests
{
    private static readonly CaseResult Theirs = new("Log", "Theirs", "Theirs", 200, 1000);
    private static readonly CaseResult Ours = new("Log", "Ours", "Theirs", 50, 40);
    private static readonly CaseResult Bare = new("Log", "Bare", "Theirs", 20, 30);

    [Fact]
    public void A_case_that_allocates_one_byte_too_much_is_named_with_what_it_may()
    {
        var problem = Assert.Single(BudgetCheck.Broken(Of(new Budget(39)), [Ours]));

        Assert.StartsWith("Log.Ours allocates 40 B; its budget is 39 B.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_allocates_all_of_its_budget_is_fine()
    {
        Assert.Empty(BudgetCheck.Broken(Of(new Budget(40)), [Ours]));
    }

    [Fact]
    public void A_benchmark_without_a_budget_and_a_budget_without_a_benchmark_are_named()
    {
        Assert.Equal(
            [
                "Log.New has no budget: add it to benchmarks/budgets.json.",
                "benchmarks/budgets.json has a budget for Log.Ours, which is no benchmark: remove or rename it.",
            ],
            BudgetCheck.Unmatched(Of(new Budget(1)), [("Log", "New")]));
    }

    [Theory]
    [InlineData("0.25", 0.25, true)]
    [InlineData("0.24", 0.25, false)]
    public void A_wanted_ratio_of_times_is_met_or_missed(string atMost, double seen, bool isMet)
    {
        var result = Assert.Single(Compare($$"""{ "measure": "time", "to": "Theirs", "atMost": {{atMost}} }"""));

        Assert.Equal(seen, result.Seen, 6);
        Assert.Equal(isMet, result.IsMet);
    }

    [Fact]
    public void A_ratio_over_a_case_compares_what_each_adds_to_it()
    {
        var result = Assert.Single(Compare("""{ "measure": "time", "to": "Theirs", "over": "Bare", "atMost": 0.15 }"""));

        Assert.Equal(30.0 / 180, result.Seen, 6);
        Assert.False(result.IsMet);
    }

    [Fact]
    public void A_ratio_to_what_adds_nothing_cannot_be_told()
    {
        var budgets = BudgetFile.Read(File("""{ "measure": "time", "to": "Theirs", "over": "Bare", "atMost": 0.15 }"""));

        var report = new ShortReport([Bare, Ours, Theirs with { Nanoseconds = 19 }], [], budgets);

        Assert.Contains("| 0.15 | | cannot be told |", report.ToText(), StringComparison.Ordinal);
        Assert.Contains("\"seen\": null", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_over_a_case_are_a_difference()
    {
        var result = Assert.Single(Compare("""{ "measure": "allocated", "over": "Bare", "atMost": 10 }"""));

        Assert.Equal(10, result.Seen);
        Assert.True(result.IsMet);
    }

    [Fact]
    public void What_a_filter_leaves_out_is_not_compared()
    {
        var budgets = BudgetFile.Read(File("""{ "measure": "time", "to": "Theirs", "atMost": 1 }"""));

        Assert.Empty(BudgetCheck.Compare(budgets, [Ours]));
    }

    [Theory]
    [InlineData("""{ "measure": "time", "to": "Their", "atMost": 1 }""", "wanted compares with Their, which must be another case of Log")]
    [InlineData("""{ "measure": "time", "to": "Ours", "atMost": 1 }""", "wanted compares with Ours, which must be another case of Log")]
    [InlineData("""{ "measure": "time", "over": "Bare", "atMost": 1 }""", "wanted needs \"to\"")]
    [InlineData("""{ "measure": "allocated", "atMost": 1 }""", "wanted needs \"to\"")]
    [InlineData("""{ "measure": "time", "to": "Theirs", "atMost": -1 }""", "atMost is -1; it must be 0 or more")]
    public void A_wanted_ratio_that_cannot_be_is_refused(string wanted, string message)
    {
        var refusal = Assert.Throws<FormatException>(() => BudgetFile.Read(File(wanted)));

        Assert.Contains($"Log.Ours: {message}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Log": { "Ours": { "allocated": -1 } } }""", typeof(FormatException))]
    [InlineData("""{ "Log": { "Ours": { "alocated": 1 } } }""", typeof(JsonException))]
    [InlineData("""{ "Log": { "Ours": { "allocated": 1 }, "Ours": { "allocated": 2 } } }""", typeof(JsonException))]
    [InlineData("""{ "Log": { "Ours": { } } }""", typeof(JsonException))]
    [InlineData("{", typeof(JsonException))]
    public void A_file_that_is_no_budgets_is_refused(string text, Type exception)
    {
        Assert.Throws(exception, () => BudgetFile.Read(text));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var refusal = Assert.Throws<ShortRunException>(() => BudgetFile.Load("/nowhere/budgets.json"));

        Assert.StartsWith("/nowhere/budgets.json cannot be read as budgets:", refusal.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Dictionary<string, Budget>> Of(Budget ours) => new() { ["Log"] = new() { ["Ours"] = ours } };

    private static WantedResult[] Compare(string wanted) => [.. BudgetCheck.Compare(BudgetFile.Read(File(wanted)), [Bare, Theirs, Ours])];

    private static string File(string wanted) =>
        $$"""{ "Log": { "Bare": { "allocated": 30 }, "Theirs": { "allocated": 1000 }, "Ours": { "allocated": 40, "wanted": [{{wanted}}] } } }""";
}
