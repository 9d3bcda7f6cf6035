using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;

namespace Maillage.Tests;

/// <summary>The floors of the house and the rules that would otherwise be undone.</summary>
public class ArchitectureTests
{
    /// <summary>From the ground up: each feature may use only those before it.</summary>
    private static readonly string[] Floors =
    [
        "Shared",
        "Messages",
        "Territories",
        "Organisations",
        "Accounts",
        "Correspondence",
        "Privacy",
        "Inhabitants",
        "Places",
        "Meetings",
        "Network",
        "Observatory",
        "OpenData",
        "Site",
    ];

    private static readonly string[] GroundFloor = ["Maillage.Platform.", "Maillage.Data.", "Maillage.Design."];

    private static readonly string[] EmptyNames = ["Helper", "Manager", "Utils", "Utilities", "Common", "Dto"];

    private static readonly Architecture House = new ArchLoader()
        .LoadAssemblies(typeof(MaillageDb).Assembly, System.Reflection.Assembly.Load("Maillage.Design"))
        .Build();

    [Fact]
    public void Every_feature_has_its_floor()
    {
        var folders = Directory
            .GetDirectories(System.IO.Path.Combine(SharedData.Repository, "src", "Maillage", "Features"))
            .Select(folder => System.IO.Path.GetFileName(folder)!);

        Assert.Empty(folders.Except(Floors));
    }

    [Fact]
    public void A_feature_uses_only_the_floors_below()
    {
        var climbs =
            from type in House.Types
            let floor = FloorOf(type.FullName)
            where floor >= 0
            from dependency in type.Dependencies
            where FloorOf(dependency.Target.FullName) > floor
            select $"{type.FullName} → {dependency.Target.FullName}";

        Assert.Empty(climbs.Distinct());
    }

    [Fact]
    public void Platform_data_and_design_know_no_feature()
    {
        var climbs =
            from type in House.Types
            where
                GroundFloor.Any(floor => type.FullName.StartsWith(floor, StringComparison.Ordinal))
                && type.FullName is not "Maillage.Data.MaillageDb"
                && !type.FullName.StartsWith("Maillage.Data.Migrations.", StringComparison.Ordinal)
            from dependency in type.Dependencies
            where dependency.Target.FullName.StartsWith("Maillage.Features.", StringComparison.Ordinal)
            select $"{type.FullName} → {dependency.Target.FullName}";

        Assert.Empty(climbs.Distinct());
    }

    [Fact]
    public void Every_table_is_in_the_glossary()
    {
        var glossary = File.ReadAllText(System.IO.Path.Combine(SharedData.Repository, "docs", "glossary.md"));
        using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options);

        var missing = db
            .Model.GetEntityTypes()
            .Select(entity => entity.ClrType.Name.Split('`')[0])
            .Where(name => !glossary.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void No_name_says_nothing()
    {
        var empty = House
            .Types.Select(type => type.Name)
            .Where(name => EmptyNames.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
            .Where(name => !name.EndsWith("TagHelper", StringComparison.Ordinal));

        Assert.Empty(empty);
    }

    /// <summary>Commands in bulk pass beside <c>SaveChanges</c>, and so beside the journal.</summary>
    [Fact]
    public void A_journaled_entity_is_never_written_in_bulk()
    {
        string[] bulk = ["ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync", "InsertAll"];
        using var module = ModuleDefinition.ReadModule(typeof(MaillageDb).Assembly.Location);
        var calls =
            from type in module.GetTypes()
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            let called = instruction.Operand as GenericInstanceMethod
            where called is not null && bulk.Contains(called.Name)
            select (type.FullName, Entity: called.GenericArguments[0].FullName);

        Assert.Contains(calls, call => call.Entity == typeof(JournalLine).FullName);
        Assert.DoesNotContain(calls, call => Journaled.Any(entity => entity.FullName == call.Entity));
    }

    [Fact]
    public void The_database_alone_never_changes_a_journaled_entity()
    {
        using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options);

        var silent =
            from entity in db.Model.GetEntityTypes()
            where Journaled.Contains(entity.ClrType)
            from key in entity.GetForeignKeys()
            where key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull
            select $"{entity.ClrType.Name} → {key.PrincipalEntityType.ClrType.Name}";

        Assert.Empty(silent);
    }

    /// <summary>Razor’s route has a value named « page », its own: taken for a page number, every list would stay on its first page.</summary>
    [Fact]
    public void A_page_number_is_never_read_from_the_route()
    {
        var numbers =
            from type in typeof(MaillageDb).Assembly.GetTypes()
            where type.IsSubclassOf(typeof(PageModel))
            from handler in type.GetMethods()
            where handler.Name.StartsWith("On", StringComparison.Ordinal)
            from parameter in handler.GetParameters()
            where parameter.Name == "page"
            select (Name: $"{type.FullName}.{handler.Name}", parameter);

        Assert.NotEmpty(numbers);
        Assert.Empty(
            numbers
                .Where(n =>
                    !n
                        .parameter.GetCustomAttributes(inherit: false)
                        .Any(a => a is FromQueryAttribute or FromFormAttribute)
                )
                .Select(n => n.Name)
        );
    }

    private static IEnumerable<System.Type> Journaled =>
        typeof(MaillageDb).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IJournaled)));

    private static int FloorOf(string name) =>
        name.StartsWith("Maillage.Features.", StringComparison.Ordinal)
            ? Array.IndexOf(Floors, name.Split('.')[2])
            : -1;
}
