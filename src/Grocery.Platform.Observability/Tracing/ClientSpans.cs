using System.Diagnostics;
using Grocery.Platform.Observability.Postgres;
using OpenTelemetry;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>Completes the client spans of HTTP and of PostgreSQL by the semantic conventions, and keeps user names out of them.</summary>
internal sealed class ClientSpans : BaseProcessor<Activity>
{
    private const string DataSource = "db.npgsql.data_source";
    private const string QueryTag = "db.query.text";

    public override void OnStart(Activity data)
    {
        if (data.Source.Name == "System.Net.Http" && OutgoingAttempt.ResendCount is > 0 and var count)
            data.SetTag("http.request.resend_count", count);
    }

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != "Npgsql")
            return;

        if (data.GetTagItem(DataSource) is string source && PoolName.Of(source) is var pool && pool != source)
            data.SetTag(DataSource, pool);

        if (data.GetTagItem(QueryTag) is string query && QueryText.WithoutLiterals(query) is var text && text != query)
            data.SetTag(QueryTag, text);

        // What Npgsql 9 and older show.
        data.SetTag("db.user", null);
        data.SetTag("db.connection_string", null);

        // Npgsql's name for every statement; the convention asks for the target, where the operation is not known.
        if (data.DisplayName == "postgresql" && data.GetTagItem("db.namespace") is string database)
            data.DisplayName = database;
    }
}
