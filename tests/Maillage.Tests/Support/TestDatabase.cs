using Maillage.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Maillage.Tests.Support;

/// <summary>
/// A database of one test's own, cloned from a migrated template: SQLite, or PostgreSQL when
/// <c>MAILLAGE_TEST_POSTGRES</c> holds the connection string of a server. No test names the provider.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("MAILLAGE_TEST_POSTGRES")
        is { Length: > 0 } server
        ? server
        : null;
    private static readonly string Run = Guid.CreateVersion7().ToString("N")[^12..];
    private static readonly SemaphoreSlim Cloning = new(1, 1);
    private static readonly Lazy<Task<string>> Template = new(CreateTemplate);
    private static int count;

    private readonly string name;

    private TestDatabase(string name) => this.name = name;

    public string Provider => Server is null ? "Sqlite" : "Postgres";

    public string ConnectionString => Server is null ? SqliteConnection(name) : PostgresConnection(name);

    public static async Task<TestDatabase> Create()
    {
        var template = await Template.Value;
        var number = Interlocked.Increment(ref count);
        if (Server is null)
        {
            var file = Path.Combine(Path.GetDirectoryName(template)!, $"test-{number}.db");
            File.Copy(template, file);
            return new TestDatabase(file);
        }

        var database = $"maillage_{Run}_{number}";
        // PostgreSQL refuses to clone a template that another session is cloning.
        await Cloning.WaitAsync();
        try
        {
            await Execute($"CREATE DATABASE {database} TEMPLATE {template}");
        }
        finally
        {
            Cloning.Release();
        }

        return new TestDatabase(database);
    }

    /// <summary>A context of its own, for arranging and asserting beside the application.</summary>
    public MaillageDb Open() => Open(ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (Server is null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
            foreach (var suffix in new[] { "", "-wal", "-shm" })
            {
                File.Delete(name + suffix);
            }

            return;
        }

        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task<string> CreateTemplate()
    {
        if (Server is null)
        {
            var folder = Directory.CreateTempSubdirectory("maillage-tests-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            var file = Path.Combine(folder, "template.db");
            await using (var db = Open(SqliteConnection(file)))
            {
                await db.Database.MigrateAsync();
            }

            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return file;
        }

        var name = $"maillage_{Run}_template";
        await Execute($"CREATE DATABASE {name}");
        await using (var db = Open(PostgresConnection(name)))
        {
            await db.Database.MigrateAsync();
        }

        NpgsqlConnection.ClearAllPools();
        return name;
    }

    private static MaillageDb Open(string connection)
    {
        if (Server is null)
        {
            var sqlite = new DbContextOptionsBuilder<SqliteDb>();
            sqlite.OnSqlite(connection);
            return new SqliteDb(sqlite.Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgresDb>();
        postgres.OnPostgres(connection);
        return new PostgresDb(postgres.Options);
    }

    private static string SqliteConnection(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    private static string PostgresConnection(string database) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 8 }.ToString();

    private static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ToString()
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
