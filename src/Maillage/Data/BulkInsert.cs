using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Maillage.Data;

/// <summary>
/// Inserts many rows of one table with one prepared command: five times faster than tracked entities, whose command is
/// prepared again for each row on SQLite.
/// </summary>
public static class BulkInsert
{
    /// <summary>Writes the rows within the current transaction; what they refer to is not followed.</summary>
    public static async Task InsertAll<T>(
        this MaillageDb db,
        IReadOnlyCollection<T> rows,
        CancellationToken cancellation = default
    )
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var transaction =
            db.Database.CurrentTransaction ?? throw new InvalidOperationException("Open a transaction first.");
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select((property, rank) => new Column(property, $"@p{rank}")).ToList();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = Insert(db, type, columns);
        foreach (var row in rows)
        {
            if (command.Parameters.Count == 0)
            {
                columns.ForEach(column => command.Parameters.Add(column.Parameter(command, row)));
                await command.PrepareAsync(cancellation);
            }
            else
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    command.Parameters[i].Value = columns[i].Parameter(command, row).Value;
                }
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static string Insert(MaillageDb db, IEntityType type, List<Column> columns)
    {
        var sql = db.Database.GetService<ISqlGenerationHelper>();
        var names = string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)));
        var values = string.Join(", ", columns.Select(c => c.Placeholder));
        return $"INSERT INTO {sql.DelimitIdentifier(type.GetTableName()!)} ({names}) VALUES ({values})";
    }

    private sealed class Column(IProperty property, string placeholder)
    {
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

        public string Name { get; } = property.GetColumnName();

        public string Placeholder => placeholder;

        public DbParameter Parameter(DbCommand command, object row) =>
            mapping.CreateParameter(command, placeholder, property.PropertyInfo!.GetValue(row), property.IsNullable);
    }
}
