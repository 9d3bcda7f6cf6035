using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maillage.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_signed_in_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    erased_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_code_step = table.Column<long>(type: "INTEGER", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    picked = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    territories = table.Column<string>(type: "TEXT", nullable: false),
                    started_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaigns", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "commune_centres",
                columns: table => new
                {
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: false),
                    longitude = table.Column<double>(type: "REAL", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    imported_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commune_centres", x => x.insee);
                }
            );

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "directory_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_version", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "import_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    list_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    match = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    nightly_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_paused = table.Column<bool>(type: "INTEGER", nullable: false),
                    read_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    territories = table.Column<string>(type: "TEXT", nullable: false),
                    saved_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_lists", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    list_name = table.Column<string>(type: "TEXT", nullable: true),
                    is_named = table.Column<bool>(type: "INTEGER", nullable: false),
                    list_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    match = table.Column<string>(type: "TEXT", nullable: true),
                    preview = table.Column<string>(type: "TEXT", nullable: true),
                    territories = table.Column<string>(type: "TEXT", nullable: false),
                    has_file = table.Column<bool>(type: "INTEGER", nullable: false),
                    readings = table.Column<int>(type: "INTEGER", nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stopped = table.Column<string>(type: "TEXT", nullable: true),
                    has_shrunk = table.Column<bool>(type: "INTEGER", nullable: false),
                    kept = table.Column<string>(type: "TEXT", nullable: false),
                    complete_sources = table.Column<string>(type: "TEXT", nullable: false),
                    read = table.Column<int>(type: "INTEGER", nullable: false),
                    created = table.Column<int>(type: "INTEGER", nullable: false),
                    updated = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    repaired = table.Column<int>(type: "INTEGER", nullable: false),
                    rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    gone = table.Column<int>(type: "INTEGER", nullable: false),
                    outside = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "journal_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    on_behalf_of = table.Column<Guid>(type: "TEXT", nullable: true),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    also_read = table.Column<string>(type: "TEXT", nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    segment = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_lines", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "journal_segments",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    lines = table.Column<int>(type: "INTEGER", nullable: false),
                    lines_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    previous_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expired_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_segments", x => x.number);
                }
            );

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    template = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    is_indispensable = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_urgent = table.Column<bool>(type: "INTEGER", nullable: false),
                    holds_code = table.Column<bool>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    to = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    html = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sender_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failure = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    siret = table.Column<string>(type: "TEXT", maxLength: 14, nullable: true),
                    rna = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisations_organisations_parent_id",
                        column: x => x.parent_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    commune_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    where = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    needs = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    website = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    hours = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ground = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    reply_to = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    end = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    refusal = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    closed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_proposals", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "purge_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_purge_runs", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "sms_events",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sms_events", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "sms_months",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    sent = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sms_months", x => new { x.organisation_id, x.month });
                }
            );

            migrationBuilder.CreateTable(
                name: "stopped_addresses",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 22, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    stopped_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stopped_addresses", x => new { x.hash, x.reason });
                }
            );

            migrationBuilder.CreateTable(
                name: "subdivisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subdivisions", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "territory_contours",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 9, nullable: false),
                    geometry = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    imported_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_contours", x => new { x.kind, x.code });
                }
            );

            migrationBuilder.CreateTable(
                name: "account_secrets",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_account_secrets",
                        x => new
                        {
                            x.user_id,
                            x.login_provider,
                            x.name,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_account_secrets_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "account_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_sessions_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "linked_identities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    siret = table.Column<string>(type: "TEXT", maxLength: 14, nullable: true),
                    linked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_linked_identities", x => x.id);
                    table.ForeignKey(
                        name: "fk_linked_identities_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "network_roles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    territory = table.Column<string>(type: "TEXT", maxLength: 9, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_network_roles", x => x.id);
                    table.ForeignKey(
                        name: "fk_network_roles_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_passkeys_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "profiles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    epcis = table.Column<string>(type: "TEXT", nullable: false),
                    skills = table.Column<string>(type: "TEXT", nullable: false),
                    audiences = table.Column<string>(type: "TEXT", nullable: false),
                    languages = table.Column<string>(type: "TEXT", nullable: false),
                    capacities = table.Column<string>(type: "TEXT", nullable: false),
                    availability = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    free_half_days = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    online_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    online_platform = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    online_address = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    online_hours = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    sights = table.Column<string>(type: "TEXT", nullable: false),
                    modified_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profiles", x => x.id);
                    table.ForeignKey(
                        name: "fk_profiles_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "import_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_before = table.Column<string>(type: "TEXT", nullable: true),
                    source_before = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_changes_import_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "import_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "staged_places",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    source_id = table.Column<string>(type: "TEXT", nullable: false),
                    reading = table.Column<string>(type: "TEXT", nullable: true),
                    original = table.Column<string>(type: "TEXT", nullable: true),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staged_places", x => new { x.run_id, x.number });
                    table.ForeignKey(
                        name: "fk_staged_places_import_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "import_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "inhabitant_accesses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    code_hash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    code_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    last_used_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inhabitant_accesses", x => x.id);
                    table.ForeignKey(
                        name: "fk_inhabitant_accesses_accounts_created_by",
                        column: x => x.created_by,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_inhabitant_accesses_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    invited_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    network_role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    mission_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    mission_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    referent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    territory = table.Column<string>(type: "TEXT", maxLength: 9, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                    table.ForeignKey(
                        name: "fk_invitations_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    referent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_memberships", x => x.id);
                    table.ForeignKey(
                        name: "fk_memberships_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_memberships_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "places",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    pivot = table.Column<string>(type: "TEXT", nullable: true),
                    parent_organisation = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    address_complement = table.Column<string>(type: "TEXT", nullable: true),
                    postal_code = table.Column<string>(type: "TEXT", nullable: true),
                    insee = table.Column<string>(type: "TEXT", nullable: true),
                    commune_name = table.Column<string>(type: "TEXT", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    location_precision = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    typologies = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    emails = table.Column<string>(type: "TEXT", nullable: false),
                    websites = table.Column<string>(type: "TEXT", nullable: false),
                    contacts = table.Column<string>(type: "TEXT", nullable: false),
                    opening_hours = table.Column<string>(type: "TEXT", nullable: true),
                    closures = table.Column<string>(type: "TEXT", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: true),
                    presentation = table.Column<string>(type: "TEXT", nullable: true),
                    itinerancy = table.Column<string>(type: "TEXT", nullable: false),
                    services = table.Column<string>(type: "TEXT", nullable: false),
                    audiences = table.Column<string>(type: "TEXT", nullable: false),
                    specific_needs = table.Column<string>(type: "TEXT", nullable: false),
                    fees = table.Column<string>(type: "TEXT", nullable: false),
                    fees_detail = table.Column<string>(type: "TEXT", nullable: true),
                    programmes = table.Column<string>(type: "TEXT", nullable: false),
                    training_labels = table.Column<string>(type: "TEXT", nullable: false),
                    other_labels = table.Column<string>(type: "TEXT", nullable: false),
                    access_modes = table.Column<string>(type: "TEXT", nullable: false),
                    support_modes = table.Column<string>(type: "TEXT", nullable: false),
                    languages = table.Column<string>(type: "TEXT", nullable: false),
                    equipment = table.Column<string>(type: "TEXT", nullable: false),
                    wheelchair_access = table.Column<bool>(type: "INTEGER", nullable: true),
                    accessibility_url = table.Column<string>(type: "TEXT", nullable: true),
                    booking_url = table.Column<string>(type: "TEXT", nullable: true),
                    updated_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    verified_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    verified_by = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    modified_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    written = table.Column<string>(type: "TEXT", nullable: false),
                    gone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    merged_into_id = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_places", x => x.id);
                    table.ForeignKey(
                        name: "fk_places_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    turn = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resources", x => x.id);
                    table.ForeignKey(
                        name: "fk_resources_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_resources_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "subdivision_communes",
                columns: table => new
                {
                    subdivision_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subdivision_communes", x => new { x.subdivision_id, x.insee });
                    table.ForeignKey(
                        name: "fk_subdivision_communes_subdivisions_subdivision_id",
                        column: x => x.subdivision_id,
                        principalTable: "subdivisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "duplicate_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    second_place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    found_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_proposals", x => x.id);
                    table.ForeignKey(
                        name: "fk_duplicate_proposals_places_first_place_id",
                        column: x => x.first_place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_duplicate_proposals_places_second_place_id",
                        column: x => x.second_place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "field_disputes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    theirs = table.Column<string>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_disputes", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_disputes_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "offers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: true),
                    video_link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    needs = table.Column<string>(type: "TEXT", nullable: false),
                    audiences = table.Column<string>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    buffer = table.Column<int>(type: "INTEGER", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    minimum = table.Column<int>(type: "INTEGER", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    prerequisites = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    to_bring = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    price = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    may_book = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    least_notice_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    most_notice_days = table.Column<int>(type: "INTEGER", nullable: false),
                    reminder_hours = table.Column<string>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    modified_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offers", x => x.id);
                    table.ForeignKey(
                        name: "fk_offers_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_offers_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_aliases",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_aliases", x => x.slug);
                    table.ForeignKey(
                        name: "fk_place_aliases_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_merges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kept_place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    merged_place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    kept_before = table.Column<string>(type: "TEXT", nullable: false),
                    kept_after = table.Column<string>(type: "TEXT", nullable: false),
                    merged_before = table.Column<string>(type: "TEXT", nullable: false),
                    sources = table.Column<string>(type: "TEXT", nullable: false),
                    report_ids = table.Column<string>(type: "TEXT", nullable: false),
                    verification_ids = table.Column<string>(type: "TEXT", nullable: false),
                    stop_ids = table.Column<string>(type: "TEXT", nullable: false),
                    separated_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    separated_by = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_merges", x => x.id);
                    table.ForeignKey(
                        name: "fk_place_merges_places_kept_place_id",
                        column: x => x.kept_place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_place_merges_places_merged_place_id",
                        column: x => x.merged_place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_photos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    picture_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    width = table.Column<int>(type: "INTEGER", nullable: false),
                    height = table.Column<int>(type: "INTEGER", nullable: false),
                    alternative = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    added_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_photos", x => x.id);
                    table.ForeignKey(
                        name: "fk_place_photos_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    fact = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    proposed = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    reply_to = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    end = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    closed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_place_reports_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_sources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    source_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    original = table.Column<string>(type: "TEXT", nullable: false),
                    reading = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    seen_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    first_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    gone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_sources", x => x.id);
                    table.ForeignKey(
                        name: "fk_place_sources_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "place_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    notes = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_place_versions_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "stops",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    where = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    insee = table.Column<string>(type: "TEXT", nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    times = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stops", x => x.id);
                    table.ForeignKey(
                        name: "fk_stops_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "verifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    merged_into_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    sent = table.Column<int>(type: "INTEGER", nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_fields = table.Column<string>(type: "TEXT", nullable: false),
                    proposed = table.Column<string>(type: "TEXT", nullable: true),
                    has_closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    calls = table.Column<int>(type: "INTEGER", nullable: false),
                    letter_id = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_verifications_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_verifications_places_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resource_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                    table.ForeignKey(
                        name: "fk_absences_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "offer_documents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    offer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_documents", x => x.id);
                    table.ForeignKey(
                        name: "fk_offer_documents_offers_offer_id",
                        column: x => x.offer_id,
                        principalTable: "offers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "openings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    offer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    first_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    from = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    to = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    every_weeks = table.Column<int>(type: "INTEGER", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    on_public_holidays = table.Column<bool>(type: "INTEGER", nullable: false),
                    in_school_holidays = table.Column<bool>(type: "INTEGER", nullable: false),
                    except = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_openings", x => x.id);
                    table.ForeignKey(
                        name: "fk_openings_offers_offer_id",
                        column: x => x.offer_id,
                        principalTable: "offers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "verification_calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    verification_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verification_calls", x => x.id);
                    table.ForeignKey(
                        name: "fk_verification_calls_verifications_verification_id",
                        column: x => x.verification_id,
                        principalTable: "verifications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "opening_resources",
                columns: table => new
                {
                    opening_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resource_id = table.Column<Guid>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opening_resources", x => new { x.opening_id, x.resource_id });
                    table.ForeignKey(
                        name: "fk_opening_resources_openings_opening_id",
                        column: x => x.opening_id,
                        principalTable: "openings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_opening_resources_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "slots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    offer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opening_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    taken = table.Column<int>(type: "INTEGER", nullable: false),
                    last_number = table.Column<int>(type: "INTEGER", nullable: false),
                    last_seats = table.Column<int>(type: "INTEGER", nullable: false),
                    cancelled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    remind_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slots", x => x.id);
                    table.ForeignKey(
                        name: "fk_slots_offers_offer_id",
                        column: x => x.offer_id,
                        principalTable: "offers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_slots_openings_opening_id",
                        column: x => x.opening_id,
                        principalTable: "openings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "bookings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slot_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    seats = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    booked_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    access_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    entered_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    offered_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    offer_message_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    cancelled_by = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    to_call = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookings", x => x.id);
                    table.ForeignKey(
                        name: "fk_bookings_accounts_entered_by",
                        column: x => x.entered_by,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_bookings_inhabitant_accesses_access_id",
                        column: x => x.access_id,
                        principalTable: "inhabitant_accesses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_bookings_slots_slot_id",
                        column: x => x.slot_id,
                        principalTable: "slots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "occupations",
                columns: table => new
                {
                    slot_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resource_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_occupations", x => new { x.slot_id, x.resource_id });
                    table.ForeignKey(
                        name: "fk_occupations_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_occupations_slots_slot_id",
                        column: x => x.slot_id,
                        principalTable: "slots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    booking_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hours_before = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reminders", x => new { x.booking_id, x.hours_before });
                    table.ForeignKey(
                        name: "fk_reminders_bookings_booking_id",
                        column: x => x.booking_id,
                        principalTable: "bookings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.InsertData(
                table: "directory_version",
                columns: new[] { "id", "number" },
                values: new object[] { 1, 0L }
            );

            migrationBuilder.CreateIndex(
                name: "ix_absences_resource_id_ends_at",
                table: "absences",
                columns: new[] { "resource_id", "ends_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_account_sessions_account_id",
                table: "account_sessions",
                column: "account_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_accounts_normalized_email",
                table: "accounts",
                column: "normalized_email",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_bookings_access_id", table: "bookings", column: "access_id");

            migrationBuilder.CreateIndex(name: "ix_bookings_entered_by", table: "bookings", column: "entered_by");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_offer_message_id",
                table: "bookings",
                column: "offer_message_id"
            );

            migrationBuilder.CreateIndex(name: "ix_bookings_offered_until", table: "bookings", column: "offered_until");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_slot_id_number",
                table: "bookings",
                columns: new[] { "slot_id", "number" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_bookings_to_call", table: "bookings", column: "to_call");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_proposals_first_place_id_second_place_id",
                table: "duplicate_proposals",
                columns: new[] { "first_place_id", "second_place_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_proposals_second_place_id",
                table: "duplicate_proposals",
                column: "second_place_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_proposals_state_score",
                table: "duplicate_proposals",
                columns: new[] { "state", "score" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_field_disputes_place_id_field",
                table: "field_disputes",
                columns: new[] { "place_id", "field" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_import_changes_run_id", table: "import_changes", column: "run_id");

            migrationBuilder.CreateIndex(name: "ix_import_runs_list_id", table: "import_runs", column: "list_id");

            migrationBuilder.CreateIndex(name: "ix_import_runs_state", table: "import_runs", column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_inhabitant_accesses_created_by",
                table: "inhabitant_accesses",
                column: "created_by"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inhabitant_accesses_issuer_subject",
                table: "inhabitant_accesses",
                columns: new[] { "issuer", "subject" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_inhabitant_accesses_last_used_on",
                table: "inhabitant_accesses",
                column: "last_used_on"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inhabitant_accesses_organisation_id",
                table: "inhabitant_accesses",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inhabitant_accesses_reference",
                table: "inhabitant_accesses",
                column: "reference",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_invitations_organisation_id",
                table: "invitations",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_invitations_secret_hash",
                table: "invitations",
                column: "secret_hash",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_journal_lines_at", table: "journal_lines", column: "at");

            migrationBuilder.CreateIndex(name: "ix_journal_lines_segment", table: "journal_lines", column: "segment");

            migrationBuilder.CreateIndex(
                name: "ix_linked_identities_account_id",
                table: "linked_identities",
                column: "account_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_linked_identities_issuer_subject",
                table: "linked_identities",
                columns: new[] { "issuer", "subject" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_memberships_account_id_organisation_id_role",
                table: "memberships",
                columns: new[] { "account_id", "organisation_id", "role" },
                unique: true,
                filter: "ended_on IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_memberships_organisation_id",
                table: "memberships",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(name: "ix_messages_ended_at", table: "messages", column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_messages_state_due_at",
                table: "messages",
                columns: new[] { "state", "due_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_network_roles_account_id_kind_territory",
                table: "network_roles",
                columns: new[] { "account_id", "kind", "territory" },
                unique: true,
                filter: "ended_on IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_occupations_resource_id_ends_at",
                table: "occupations",
                columns: new[] { "resource_id", "ends_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_offer_documents_offer_id",
                table: "offer_documents",
                column: "offer_id"
            );

            migrationBuilder.CreateIndex(name: "ix_offers_organisation_id", table: "offers", column: "organisation_id");

            migrationBuilder.CreateIndex(name: "ix_offers_place_id", table: "offers", column: "place_id");

            migrationBuilder.CreateIndex(name: "ix_offers_slug", table: "offers", column: "slug", unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opening_resources_resource_id",
                table: "opening_resources",
                column: "resource_id"
            );

            migrationBuilder.CreateIndex(name: "ix_openings_offer_id", table: "openings", column: "offer_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_parent_id",
                table: "organisations",
                column: "parent_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_siret",
                table: "organisations",
                column: "siret",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_passkeys_user_id", table: "passkeys", column: "user_id");

            migrationBuilder.CreateIndex(name: "ix_place_aliases_place_id", table: "place_aliases", column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ix_place_merges_kept_place_id",
                table: "place_merges",
                column: "kept_place_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_place_merges_merged_place_id",
                table: "place_merges",
                column: "merged_place_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_place_photos_place_id",
                table: "place_photos",
                column: "place_id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_place_reports_place_id", table: "place_reports", column: "place_id");

            migrationBuilder.CreateIndex(name: "ix_place_sources_place_id", table: "place_sources", column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ix_place_sources_source_source_id",
                table: "place_sources",
                columns: new[] { "source", "source_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_place_versions_place_id",
                table: "place_versions",
                column: "place_id"
            );

            migrationBuilder.CreateIndex(name: "ix_places_insee", table: "places", column: "insee");

            migrationBuilder.CreateIndex(name: "ix_places_merged_into_id", table: "places", column: "merged_into_id");

            migrationBuilder.CreateIndex(name: "ix_places_organisation_id", table: "places", column: "organisation_id");

            migrationBuilder.CreateIndex(name: "ix_places_slug", table: "places", column: "slug", unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_profiles_account_id",
                table: "profiles",
                column: "account_id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_purge_runs_started_at", table: "purge_runs", column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_resources_account_id",
                table: "resources",
                column: "account_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_resources_organisation_id",
                table: "resources",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_slots_offer_id_starts_at",
                table: "slots",
                columns: new[] { "offer_id", "starts_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_slots_opening_id_starts_at",
                table: "slots",
                columns: new[] { "opening_id", "starts_at" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_slots_remind_at", table: "slots", column: "remind_at");

            migrationBuilder.CreateIndex(name: "ix_slots_starts_at", table: "slots", column: "starts_at");

            migrationBuilder.CreateIndex(name: "ix_stops_place_id", table: "stops", column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ix_subdivisions_kind_name",
                table: "subdivisions",
                columns: new[] { "kind", "name" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_subdivisions_slug",
                table: "subdivisions",
                column: "slug",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_verification_calls_verification_id",
                table: "verification_calls",
                column: "verification_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_verifications_campaign_id_place_id",
                table: "verifications",
                columns: new[] { "campaign_id", "place_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_verifications_merged_into_id",
                table: "verifications",
                column: "merged_into_id"
            );

            migrationBuilder.CreateIndex(name: "ix_verifications_place_id", table: "verifications", column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ix_verifications_state_asked_at",
                table: "verifications",
                columns: new[] { "state", "asked_at" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "absences");

            migrationBuilder.DropTable(name: "account_secrets");

            migrationBuilder.DropTable(name: "account_sessions");

            migrationBuilder.DropTable(name: "commune_centres");

            migrationBuilder.DropTable(name: "data_protection_keys");

            migrationBuilder.DropTable(name: "directory_version");

            migrationBuilder.DropTable(name: "duplicate_proposals");

            migrationBuilder.DropTable(name: "field_disputes");

            migrationBuilder.DropTable(name: "import_changes");

            migrationBuilder.DropTable(name: "import_lists");

            migrationBuilder.DropTable(name: "invitations");

            migrationBuilder.DropTable(name: "journal_lines");

            migrationBuilder.DropTable(name: "journal_segments");

            migrationBuilder.DropTable(name: "linked_identities");

            migrationBuilder.DropTable(name: "memberships");

            migrationBuilder.DropTable(name: "messages");

            migrationBuilder.DropTable(name: "network_roles");

            migrationBuilder.DropTable(name: "occupations");

            migrationBuilder.DropTable(name: "offer_documents");

            migrationBuilder.DropTable(name: "opening_resources");

            migrationBuilder.DropTable(name: "passkeys");

            migrationBuilder.DropTable(name: "place_aliases");

            migrationBuilder.DropTable(name: "place_merges");

            migrationBuilder.DropTable(name: "place_photos");

            migrationBuilder.DropTable(name: "place_proposals");

            migrationBuilder.DropTable(name: "place_reports");

            migrationBuilder.DropTable(name: "place_sources");

            migrationBuilder.DropTable(name: "place_versions");

            migrationBuilder.DropTable(name: "profiles");

            migrationBuilder.DropTable(name: "purge_runs");

            migrationBuilder.DropTable(name: "reminders");

            migrationBuilder.DropTable(name: "sms_events");

            migrationBuilder.DropTable(name: "sms_months");

            migrationBuilder.DropTable(name: "staged_places");

            migrationBuilder.DropTable(name: "stopped_addresses");

            migrationBuilder.DropTable(name: "stops");

            migrationBuilder.DropTable(name: "subdivision_communes");

            migrationBuilder.DropTable(name: "territory_contours");

            migrationBuilder.DropTable(name: "verification_calls");

            migrationBuilder.DropTable(name: "resources");

            migrationBuilder.DropTable(name: "bookings");

            migrationBuilder.DropTable(name: "import_runs");

            migrationBuilder.DropTable(name: "subdivisions");

            migrationBuilder.DropTable(name: "verifications");

            migrationBuilder.DropTable(name: "inhabitant_accesses");

            migrationBuilder.DropTable(name: "slots");

            migrationBuilder.DropTable(name: "campaigns");

            migrationBuilder.DropTable(name: "accounts");

            migrationBuilder.DropTable(name: "openings");

            migrationBuilder.DropTable(name: "offers");

            migrationBuilder.DropTable(name: "places");

            migrationBuilder.DropTable(name: "organisations");
        }
    }
}
