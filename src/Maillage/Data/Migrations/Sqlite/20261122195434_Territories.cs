using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maillage.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Territories : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "commune_centres",
                columns: table => new
                {
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: false),
                    longitude = table.Column<double>(type: "REAL", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    imported_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commune_centres", x => x.insee);
                });

            migrationBuilder.CreateTable(
                name: "subdivisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subdivisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "territory_contours",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 9, nullable: false),
                    geometry = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    imported_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_contours", x => new { x.kind, x.code });
                });

            migrationBuilder.CreateTable(
                name: "subdivision_communes",
                columns: table => new
                {
                    subdivision_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subdivision_communes", x => new { x.subdivision_id, x.insee });
                    table.ForeignKey(
                        name: "fk_subdivision_communes_subdivisions_subdivision_id",
                        column: x => x.subdivision_id,
                        principalTable: "subdivisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_subdivisions_kind_name",
                table: "subdivisions",
                columns: new[] { "kind", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subdivisions_slug",
                table: "subdivisions",
                column: "slug",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_centres");

            migrationBuilder.DropTable(
                name: "subdivision_communes");

            migrationBuilder.DropTable(
                name: "territory_contours");

            migrationBuilder.DropTable(
                name: "subdivisions");
        }
    }
}
