using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Data;

/// <summary>Registers the database that the settings name.</summary>
public static class DataFeature
{
    public static IServiceCollection AddData(this IServiceCollection services)
    {
        services
            .AddOptions<DatabaseSettings>()
            .BindConfiguration(DatabaseSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        // The options are made once: made for each request they cost more than the page.
        services.AddDbContext<SqliteDb>(
            (provider, options) => options.OnSqlite(ConnectionString(provider)),
            optionsLifetime: ServiceLifetime.Singleton
        );
        services.AddDbContext<PostgresDb>(
            (provider, options) => options.OnPostgres(ConnectionString(provider)),
            optionsLifetime: ServiceLifetime.Singleton
        );
        services.AddScoped<MaillageDb>(provider =>
            provider.GetRequiredService<IOptions<DatabaseSettings>>().Value.Provider == "Postgres"
                ? provider.GetRequiredService<PostgresDb>()
                : provider.GetRequiredService<SqliteDb>()
        );
        // For pages that seldom need the database.
        services.AddScoped(provider => new Lazy<MaillageDb>(provider.GetRequiredService<MaillageDb>));
        services.AddSingleton<WriteTurn>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return services;
    }

    /// <summary>
    /// How every context speaks to SQLite. A list of ids is sent whole: as so many parameters, EF takes a time that grows
    /// with the square of their number.
    /// </summary>
    public static void OnSqlite(this DbContextOptionsBuilder options, string connection) =>
        options
            .UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseSnakeCaseNamingConvention();

    /// <summary>How every context speaks to PostgreSQL: lists are sent whole there too.</summary>
    public static void OnPostgres(this DbContextOptionsBuilder options, string connection) =>
        options
            .UseNpgsql(
                connection,
                postgres => postgres.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
            )
            .UseSnakeCaseNamingConvention();

    /// <summary>Creates the database when it does not exist and brings its tables up to date.</summary>
    public static async Task PrepareDatabase(this IServiceProvider services, CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        if (db is SqliteDb)
        {
            CreateFolder(db.Database.GetConnectionString());
        }

        await db.Database.MigrateAsync(cancellation);
        if (db is SqliteDb)
        {
            // Readers keep reading while an import writes: the mode is kept by the file itself.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        }
    }

    private static string ConnectionString(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<DatabaseSettings>>().Value.ConnectionString;

    private static void CreateFolder(string? connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
