using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Maillage.Data;

/// <summary>Marks every instant read as UTC, since SQLite gives back dates without a kind.</summary>
internal sealed class UtcDateTimeConverter()
    : ValueConverter<DateTime, DateTime>(
        written => written.ToUniversalTime(),
        read => DateTime.SpecifyKind(read, DateTimeKind.Utc)
    );
