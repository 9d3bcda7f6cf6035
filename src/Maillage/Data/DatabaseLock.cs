using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Maillage.Data;

/// <summary>Lets one process at a time do a long task on a database; a killed process lets go at once.</summary>
public static class DatabaseLock
{
    /// <summary>The lock, kept until disposed; null when another process holds it.</summary>
    /// <param name="name">A word that names the task.</param>
    public static async Task<IAsyncDisposable?> TryLock(
        this MaillageDb db,
        string name,
        CancellationToken cancellation = default
    ) =>
        db is SqliteDb
            ? TryLockFile(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource, name)
            : await TryLockServer(db.Database.GetConnectionString()!, name, cancellation);

    private static FileStream? TryLockFile(string database, string name)
    {
        try
        {
            return new FileStream(
                $"{database}.{name}.lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<ServerLock?> TryLockServer(
        string connectionString,
        string name,
        CancellationToken cancellation
    )
    {
        // Without pooling, closing the connection ends the session, and with it the lock.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()
        );
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtext($1))", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await command.ExecuteScalarAsync(cancellation) is true)
        {
            return new ServerLock(connection);
        }

        await connection.DisposeAsync();
        return null;
    }

    private sealed class ServerLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // The server ends a closed session a little later: whoever comes next must not find it still locked.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}
