using Grocery.Samples.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]
