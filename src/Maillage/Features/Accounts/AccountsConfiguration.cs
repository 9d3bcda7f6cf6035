using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Organisations;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Accounts
{
    internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("accounts");
            builder.Property(a => a.Name).HasMaxLength(200);
            builder.Property(a => a.Email).HasMaxLength(254);
            builder.Property(a => a.NormalizedEmail).HasMaxLength(254);
            builder.HasIndex(a => a.NormalizedEmail).IsUnique();
            builder.Property(a => a.UserName).HasMaxLength(254);
            builder.Property(a => a.NormalizedUserName).HasMaxLength(254);
            builder.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            // Nobody is locked out: wrong passwords slow down in memory (SignInGate).
            builder.Ignore(a => a.LockoutEnd);
            builder.Ignore(a => a.LockoutEnabled);
            builder.Ignore(a => a.AccessFailedCount);
            builder.Ignore(a => a.PhoneNumber);
            builder.Ignore(a => a.PhoneNumberConfirmed);
        }
    }

    internal sealed class AccountSecretConfiguration : IEntityTypeConfiguration<IdentityUserToken<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
        {
            builder.ToTable("account_secrets");
            builder.HasKey(t => new
            {
                t.UserId,
                t.LoginProvider,
                t.Name,
            });
            builder.Property(t => t.LoginProvider).HasMaxLength(100);
            builder.Property(t => t.Name).HasMaxLength(100);
            builder.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId);
        }
    }

    internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
    {
        private const int LongestId = 1024;

        public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
        {
            builder.ToTable("passkeys");
            builder.HasKey(p => p.CredentialId);
            builder.Property(p => p.CredentialId).HasMaxLength(LongestId);
            builder.OwnsOne(p => p.Data).ToJson();
            builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId);
        }
    }

    internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
    {
        public void Configure(EntityTypeBuilder<AccountSession> builder)
        {
            builder.ToTable("account_sessions");
            builder.Property(s => s.Device).HasMaxLength(100);
            builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        }
    }

    internal sealed class LinkedIdentityConfiguration : IEntityTypeConfiguration<LinkedIdentity>
    {
        public void Configure(EntityTypeBuilder<LinkedIdentity> builder)
        {
            builder.ToTable("linked_identities");
            builder.Property(l => l.Provider).HasMaxLength(20);
            builder.Property(l => l.Issuer).HasMaxLength(200);
            builder.Property(l => l.Subject).HasMaxLength(255);
            builder.Property(l => l.Siret).HasMaxLength(14);
            builder.HasIndex(l => new { l.Issuer, l.Subject }).IsUnique();
            builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("memberships");
            builder.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
            // One role is held once at a time, even where two links are used at once.
            builder
                .HasIndex(m => new
                {
                    m.AccountId,
                    m.OrganisationId,
                    m.Role,
                })
                .IsUnique()
                .HasFilter("ended_on IS NULL");
            builder.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
            builder
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(m => m.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class NetworkRoleConfiguration : IEntityTypeConfiguration<NetworkRole>
    {
        public void Configure(EntityTypeBuilder<NetworkRole> builder)
        {
            builder.ToTable("network_roles");
            builder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(r => r.Territory).HasMaxLength(9);
            builder.Ignore(r => r.IsOfDepartement);
            builder
                .HasIndex(r => new
                {
                    r.AccountId,
                    r.Kind,
                    r.Territory,
                })
                .IsUnique()
                .HasFilter("ended_on IS NULL");
            builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("invitations");
            builder.Property(i => i.SecretHash).HasMaxLength(64);
            builder.HasIndex(i => i.SecretHash).IsUnique();
            builder.Property(i => i.Email).HasMaxLength(254);
            builder.Property(i => i.Role).HasConversion<string>().HasMaxLength(20);
            builder.Property(i => i.NetworkRole).HasConversion<string>().HasMaxLength(20);
            builder.Property(i => i.Territory).HasMaxLength(9);
            // Two browsers may press the button of one link: the second finds it taken.
            builder.Property(i => i.AcceptedAt).IsConcurrencyToken();
            // Withdrawn while somebody accepts it: one of the two finds out.
            builder.Property(i => i.EndsAt).IsConcurrencyToken();
            builder
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(i => i.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
    {
        public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.ToTable("data_protection_keys");
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb : IDataProtectionKeyContext
    {
        public DbSet<Account> Accounts => Set<Account>();

        public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

        public DbSet<LinkedIdentity> LinkedIdentities => Set<LinkedIdentity>();

        public DbSet<Membership> Memberships => Set<Membership>();

        public DbSet<NetworkRole> NetworkRoles => Set<NetworkRole>();

        public DbSet<Invitation> Invitations => Set<Invitation>();

        /// <summary>Keys that sign cookies and forms, shared by every node.</summary>
        public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    }
}
