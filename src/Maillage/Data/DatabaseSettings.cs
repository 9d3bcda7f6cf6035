using System.ComponentModel.DataAnnotations;

namespace Maillage.Data;

/// <summary>Where the data are kept: section <c>Database</c> of the settings.</summary>
public sealed class DatabaseSettings
{
    public const string Section = "Database";

    /// <summary><c>Sqlite</c> (default) or <c>Postgres</c>.</summary>
    [RegularExpression(
        "^(Sqlite|Postgres)$",
        ErrorMessage = "Database:Provider vaut « Sqlite » ou « Postgres » : corrigez le réglage ou la variable Database__Provider."
    )]
    public string Provider { get; set; } = "Sqlite";

    [Required(
        ErrorMessage = "Database:ConnectionString est vide : donnez le fichier SQLite (« Data Source=data/maillage.db ») ou l’adresse du serveur PostgreSQL."
    )]
    public string ConnectionString { get; set; } = "Data Source=data/maillage.db";
}
