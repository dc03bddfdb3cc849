using Grocery.Platform.Observability.Postgres;

namespace Grocery.Platform.Observability.Tests.Postgres;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT ?")]
    [InlineData("SELECT t1.a2 FROM \"t 3\" t1 WHERE b = -1.5e3", "SELECT t1.a2 FROM \"t 3\" t1 WHERE b = -?")]
    [InlineData("WHERE mail = 'o''hara@example.com' AND x = $$it's$$", "WHERE mail = ? AND x = ?")]
    [InlineData("VALUES (E'a\\'b', $q$ $1 $q$, 'unclosed", "VALUES (?, ?, ?")]
    [InlineData("SELECT '5'::int", "SELECT ?::int")]
    public void The_values_of_a_statement_without_parameters_are_taken_out(string query, string expected) =>
        Assert.Equal(expected, QueryText.WithoutLiterals(query));

    [Theory]
    [InlineData("SELECT a FROM t WHERE id = $1 AND kind = 'fruit'")]
    [InlineData("SELECT a FROM t WHERE id = @id LIMIT 10")]
    [InlineData("SELECT a FROM t WHERE id = :id LIMIT 10")]
    public void A_statement_with_parameters_stays_as_it_is(string query) => Assert.Equal(query, QueryText.WithoutLiterals(query));
}
