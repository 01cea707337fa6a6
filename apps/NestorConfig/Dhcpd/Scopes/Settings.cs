using Nestor.Wire.Values;
using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Statements of the server as a whole, and what is allowed and denied.</summary>
internal sealed class Settings(Conversion to)
{
    public bool TryTake(Scope scope, Statement statement)
    {
        switch (statement.Keyword)
        {
            case "authoritative" or "not":
                return TryAuthoritative(scope, statement);
            case "allow" or "deny" or "ignore":
                Permit(scope, statement);
                return true;
            case "failover":
                to.Notes.Left(statement, scope.Kind == ScopeKind.Pool
                    ? "a pool is shared by what the hook library libdhcp_ha is given for the whole server"
                    : "configure high availability by hand: hook libraries libdhcp_lease_cmds and libdhcp_ha with this-server-name, mode \"load-balancing\" and peers, each with name, url and role");
                return true;
            case "ddns-update-style" when statement.Words.Count == 2:
                return UpdateStyle(statement);
            case "update-conflict-detection" when statement.Words.Count == 2 && Parameters.Flag(statement.Words[1].Text) is { } detects && (scope.Kind & ScopeKind.Links) != 0:
                _ = to.IsOld ? scope.Target.Set("ddns-use-conflict-resolution", detects)
                    : scope.Target.Set("ddns-conflict-resolution-mode", detects ? "check-with-dhcid" : "no-check-with-dhcid");
                break;
            case "log-facility" when statement.Words.Count == 2:
                to.Dhcp.Maps("loggers").Add(new MapDraft().Set("name", to.IsV6 ? "kea-dhcp6" : "kea-dhcp4").Set("severity", "INFO")
                    .Set(to.IsOld ? "output_options" : "output-options", new List<MapDraft> { new MapDraft { IsShort = true }.Set("output", $"syslog:{statement.Words[1].Text}") }));
                break;
            case "server-identifier" when !to.IsV6 && statement.Words.Count == 2 && Ip4.TryParse(statement.Words[1].Text, out var address):
                scope.Options[("dhcp4", 54)] = new MapDraft { IsShort = true }.Set("name", "dhcp-server-identifier").Set("data", address.ToString());
                break;
            case "vendor-option-space" when !to.IsV6 && statement.Words.Count == 2 && to.Options.HasSpace(statement.Words[1].Text.ToLowerInvariant()):
                scope.VendorSpace = statement.Words[1].Text.ToLowerInvariant();
                break;
            case "use-host-decl-names" when statement.Words.Count == 2 && Parameters.Flag(statement.Words[1].Text) is { } uses:
                scope.UsesDeclaredNames = uses;
                break;
            case "zone":
                to.Notes.Left(statement, "belongs into the configuration of kea-dhcp-ddns: forward-ddns or reverse-ddns, ddns-domains with name, key-name and dns-servers");
                return true;
            default:
                return false;
        }

        statement.Mark(Fate.Translated);
        return true;
    }

    private bool TryAuthoritative(Scope scope, Statement statement)
    {
        bool isNot = statement.Keyword == "not";
        if (isNot && !statement.Is(1, "authoritative"))
        {
            return false;
        }

        if (to.IsV6)
        {
            to.Notes.Needless(statement, "a DHCPv6 server always is");
        }
        else if ((scope.Kind & ScopeKind.Links) == 0)
        {
            to.Notes.Left(statement, $"cannot be set in {Parameters.NameOf(scope.Kind)}");
        }
        else
        {
            scope.Target.Set("authoritative", !isNot);
            statement.Mark(Fate.Translated);
        }

        return true;
    }

    private bool UpdateStyle(Statement statement)
    {
        bool updates = !statement.Is(1, "none");
        to.Dhcp.Set("ddns-send-updates", to.Dhcp.Get("ddns-send-updates") ?? updates);
        statement.Mark(Fate.Translated);
        if (updates)
        {
            to.Dhcp.Set("dhcp-ddns", new MapDraft { IsShort = true }.Set("enable-updates", true));
            to.Notes.Remark(statement.Place, "updates are sent by kea-dhcp-ddns, which needs zones and keys in its own configuration");
        }

        return true;
    }

    private void Permit(Scope scope, Statement statement)
    {
        bool isAllowed = statement.Keyword == "allow";
        string what = string.Join(' ', statement.Words.Skip(1).Select(w => w.Text.ToLowerInvariant()));
        bool isDrop = what == "booting" && !isAllowed;
        if (scope.Kind == ScopeKind.Pool && what is not ("bootp" or "booting" or "duplicates" or "declines" or "client-updates" or "leasequery"))
        {
            scope.Permits.Add((statement, isAllowed));
        }
        else if (what is "unknown-clients" or "unknown clients")
        {
            scope.DeniesUnknown = !isAllowed;
            statement.Mark(Fate.Translated);
        }
        else if (what == "client-updates" && (scope.Kind & ScopeKind.Links) != 0)
        {
            scope.Target.Set("ddns-override-client-update", !isAllowed);
            statement.Mark(Fate.Translated);
        }
        else if (isDrop && scope.Kind == ScopeKind.Host)
        {
            scope.Target.Strings("client-classes").Add("DROP");
            statement.Mark(Fate.Translated);
        }
        else if (isDrop && scope.Kind == ScopeKind.Class)
        {
            to.Drops.Add($"member('{scope.Target.Get("name")}')");
            statement.Mark(Fate.Translated);
        }
        else if (isDrop && scope.Kind == ScopeKind.Condition && scope.Parent!.Kind == ScopeKind.Global)
        {
            to.Drops.Add((string)scope.Target.Get("test")!);
            statement.Mark(Fate.Translated);
        }
        else if (isAllowed && what is "booting" or "duplicates" or "declines")
        {
            to.Notes.Needless(statement, "always so");
        }
        else
        {
            to.Notes.Left(statement, what switch
            {
                "bootp" => "BOOTP is served with the hook library libdhcp_bootp only",
                "leasequery" => "lease queries are answered by the hook library libdhcp_lease_query",
                "duplicates" => "see match-client-id",
                "declines" => "a declined address is always set aside, for decline-probation-period",
                _ => "has no counterpart there",
            });
        }
    }
}
