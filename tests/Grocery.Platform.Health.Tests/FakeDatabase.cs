using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Grocery.Platform.Health.Tests;

/// <summary>A database that answers or fails as a test tells it.</summary>
internal sealed class FakeDatabase : DbDataSource
{
    public override string ConnectionString => "Host=db;Password=hunter2";

    public Exception? Failure { get; set; }

    /// <summary>Gets or sets what a silent server makes of a query: a task that its token does not end.</summary>
    public Task<object?>? Silence { get; set; }

    public List<string> Queries { get; } = [];

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand(string? commandText = null) => new Command(this) { CommandText = commandText };

    internal sealed class Error(string message, string? sqlState) : DbException(message)
    {
        public override string? SqlState => sqlState;
    }

    private sealed class Command(FakeDatabase database) : DbCommand
    {
        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; }

        protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException();

        protected override DbTransaction? DbTransaction { get; set; }

        public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            database.Queries.Add(CommandText);
            if (database.Silence is { } silence)
                return SilentAsync(silence, cancellationToken);

            return database.Failure is { } failure ? Task.FromException<object?>(failure) : Task.FromResult<object?>(1);
        }

        // As Npgsql does, which waits for the server in a callback of the token.
        private static async Task<object?> SilentAsync(Task<object?> silence, CancellationToken cancellationToken)
        {
            using var registration = cancellationToken.Register(() => silence.GetAwaiter().GetResult());
            return await silence;
        }

        public override object? ExecuteScalar() => throw new NotSupportedException();

        public override int ExecuteNonQuery() => throw new NotSupportedException();

        public override void Prepare() => throw new NotSupportedException();

        public override void Cancel() => throw new NotSupportedException();

        protected override DbParameter CreateDbParameter() => throw new NotSupportedException();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();
    }
}
