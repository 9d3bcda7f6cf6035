using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Npgsql;
using NpgsqlTypes;

namespace Maillage.Bench;

/// <summary>The same places in PostgreSQL with PostGIS: spatial and text indexes, prepared statements, one connection.</summary>
internal sealed class PostgisPlaces : IAsyncDisposable
{
    private const string Database = "maillage_bench_search";

    private readonly string server;
    private readonly NpgsqlConnection connection;
    private readonly Dictionary<(bool Service, bool Word), NpgsqlCommand> commands = [];

    private PostgisPlaces(string server, NpgsqlConnection connection) =>
        (this.server, this.connection) = (server, connection);

    public static async Task<PostgisPlaces> Load(string server, DirectorySnapshot snapshot)
    {
        await Execute(server, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
        await Execute(server, $"CREATE DATABASE {Database}");
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Database = Database, Pooling = false }.ToString()
        );
        await connection.OpenAsync();
        var places = new PostgisPlaces(server, connection);
        await places.Execute(
            """
            CREATE EXTENSION postgis;
            CREATE TABLE places (id int, longitude float8, latitude float8, services bigint, text text);
            """
        );
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY places (id, longitude, latitude, services, text) FROM STDIN (FORMAT BINARY)"
            )
        )
        {
            foreach (var (id, entry) in snapshot.Entries.Index().Where(e => e.Item.Position is not null))
            {
                var place = entry.Place;
                await copy.StartRowAsync();
                await copy.WriteAsync(id, NpgsqlDbType.Integer);
                await copy.WriteAsync(entry.Position!.Value.Longitude, NpgsqlDbType.Double);
                await copy.WriteAsync(entry.Position.Value.Latitude, NpgsqlDbType.Double);
                await copy.WriteAsync(
                    (long)Vocabularies.Services.MaskOf(place.Services.Select(s => s.Kind)),
                    NpgsqlDbType.Bigint
                );
                await copy.WriteAsync(
                    $"{place.Name} {entry.Kind} {place.CommuneName} {place.Summary} {place.Presentation} "
                        + string.Join(' ', place.Services.Select(s => s.Kind)),
                    NpgsqlDbType.Text
                );
            }

            await copy.CompleteAsync();
        }

        await places.Execute(
            """
            ALTER TABLE places ADD position geography(point, 4326), ADD words tsvector;
            UPDATE places SET position = ST_MakePoint(longitude, latitude)::geography, words = to_tsvector('french', text);
            ALTER TABLE places DROP longitude, DROP latitude, DROP text;
            CREATE INDEX ON places USING gist (position);
            CREATE INDEX ON places USING gin (words);
            """
        );
        await places.Execute("VACUUM FULL ANALYZE places");
        return places;
    }

    public async Task<int> Nearest(PlaceQuery query)
    {
        var key = (query.Services != 0, query.Words is not null);
        if (!commands.TryGetValue(key, out var command))
        {
            commands[key] = command = await Prepare(key.Item1, key.Item2);
        }

        var near = query.Near!.Value;
        command.Parameters[0].Value = near.Longitude;
        command.Parameters[1].Value = near.Latitude;
        command.Parameters[2].Value = query.RadiusKm * 1000;
        command.Parameters[3].Value = query.Take;
        command.Parameters[4].Value = (long)query.Services;
        command.Parameters[5].Value = query.Words ?? "";
        var found = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found++;
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
        await Execute(server, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
    }

    private async Task<NpgsqlCommand> Prepare(bool service, bool word)
    {
        const string Point = "ST_MakePoint($1, $2)::geography";
        var command = new NpgsqlCommand(
            $"""
            SELECT id, position <-> {Point} AS metres FROM places
            WHERE ST_DWithin(position, {Point}, $3)
            {(service ? "AND services & $5 <> 0" : "AND $5 = 0::bigint")}
            {(word ? "AND words @@ plainto_tsquery('french', $6)" : "AND $6 = ''")}
            ORDER BY position <-> {Point} LIMIT $4
            """,
            connection
        );
        foreach (
            var type in new[]
            {
                NpgsqlDbType.Double,
                NpgsqlDbType.Double,
                NpgsqlDbType.Double,
                NpgsqlDbType.Integer,
                NpgsqlDbType.Bigint,
                NpgsqlDbType.Text,
            }
        )
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        await command.PrepareAsync();
        return command;
    }

    private async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString()
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
