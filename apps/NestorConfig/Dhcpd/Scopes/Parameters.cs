using Nestor.Wire.Values;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Statements with one value: lifetimes, and what <see cref="ParameterRow"/> has a row for.</summary>
internal sealed class Parameters(Conversion to)
{
    /// <summary>What dhcpd takes when the file says nothing, in seconds.</summary>
    private const long UsualDefault = 43_200;
    private const long UsualMax = 86_400;
    private const long UsualMin = 300;

    /// <summary>Takes a statement if it is one of these.</summary>
    public bool TryTake(Scope scope, Statement statement)
    {
        if (TryLifetime(scope, statement))
        {
            return true;
        }

        if (ParameterRow.Find(statement.Keyword) is not { } row)
        {
            return false;
        }

        if (row.Only is { } only && only != to.Universe)
        {
            to.Notes.Needless(statement, $"has a meaning for {(to.IsV6 ? "DHCPv4" : "DHCPv6")} only");
        }
        else if ((row.Where & scope.Kind) == 0)
        {
            to.Notes.Left(statement, $"{row.Kea} cannot be set in {NameOf(scope.Kind)}");
        }
        else if (to.IsOld && row.Since.Length > 0)
        {
            to.Notes.Left(statement, $"{row.Kea} needs Kea {row.Since}");
        }
        else if (statement.Words.Count != 2 || Value(row.Kind, statement.Words[1], out string wanted) is not { } value)
        {
            _ = Value(row.Kind, statement.Words.Count > 1 ? statement.Words[1] : default, out wanted);
            to.Notes.Left(statement, statement.Words.Count > 2 ? $"its value is computed; {row.Kea} has to be written out" : $"wanted {wanted}");
        }
        else
        {
            scope.Target.Set(row.Kea, value);
            statement.Mark(Fate.Translated);
        }

        return true;
    }

    /// <summary>What an operator calls a scope.</summary>
    public static string NameOf(ScopeKind kind) => kind switch
    {
        ScopeKind.Global => "the whole configuration",
        ScopeKind.Network => "a shared network",
        ScopeKind.Subnet => "a subnet",
        ScopeKind.Pool => "a pool",
        ScopeKind.Host => "a reservation",
        _ => "a client class",
    };

    /// <summary>
    /// Writes a scope's lifetimes. A client that asks for none gets dhcpd's default within its bounds; one that asks gets
    /// what it asks for within them: that is Kea's triplet with all three set.
    /// </summary>
    public void Close(Scope scope)
    {
        if (scope.Lifetimes.IsEmpty && scope.Kind != ScopeKind.Global)
        {
            return;
        }

        long asked = scope.Nearest(s => s.Lifetimes.Default) ?? UsualDefault;

        // The usual configurations of DHCPv6 have leases of a month and say no maximum.
        long max = scope.Nearest(s => s.Lifetimes.Max) ?? (to.IsV6 ? Math.Max(UsualMax, asked) : UsualMax);
        long min = Math.Min(scope.Nearest(s => s.Lifetimes.Min) ?? Math.Min(UsualMin, max), max);
        long usual = Math.Clamp(asked, min, max);
        if (usual != asked)
        {
            to.Notes.Remark(scope.Declared?.Place ?? new(to.File, 1, 1), $"default-lease-time {asked} is outside of the bounds; clients get {usual}, as from dhcpd");
        }

        scope.Target.Set("valid-lifetime", usual).Set("min-valid-lifetime", min).Set("max-valid-lifetime", max);
        if (to.IsV6)
        {
            // dhcpd's own preference is five eighths of the valid lifetime.
            long preferred = scope.Nearest(s => s.Lifetimes.Preferred) ?? usual * 5 / 8;
            scope.Target.Set("preferred-lifetime", Math.Min(preferred, usual));
        }
    }

    private bool TryLifetime(Scope scope, Statement statement)
    {
        if (statement.Keyword is not ("default-lease-time" or "min-lease-time" or "max-lease-time" or "preferred-lifetime"))
        {
            return false;
        }

        if ((scope.Kind & (ScopeKind.Pool | ScopeKind.Host)) != 0)
        {
            to.Notes.Left(statement, $"lifetimes cannot be set in {NameOf(scope.Kind)}; a client class or a subnet of its own can have them");
        }
        else if (scope.Kind == ScopeKind.Condition && scope.Nearest(s => (s.Kind & (ScopeKind.Network | ScopeKind.Subnet | ScopeKind.Pool)) != 0 ? s : null) is not null)
        {
            to.Notes.Left(statement, "lifetimes under a condition can only be set for everything, outside of subnets");
        }
        else if (statement.Words.Count == 2 && OptionValue.TryInteger(statement.Words[1].Text, out long seconds) && seconds is >= -1 and <= uint.MaxValue)
        {
            Set(scope.Lifetimes, statement.Keyword, seconds < 0 ? uint.MaxValue : seconds);
            statement.Mark(Fate.Translated);
        }
        else
        {
            to.Notes.Left(statement, "wanted a number of seconds");
        }

        return true;
    }

    private static void Set(Lifetimes lifetimes, string keyword, long seconds)
    {
        switch (keyword)
        {
            case "default-lease-time":
                lifetimes.Default = seconds;
                break;
            case "min-lease-time":
                lifetimes.Min = seconds;
                break;
            case "max-lease-time":
                lifetimes.Max = seconds;
                break;
            default:
                lifetimes.Preferred = seconds;
                break;
        }
    }

    private static object? Value(ParameterKind kind, Token word, out string wanted)
    {
        string text = word.Text is null ? "" : word.Shown;
        bool isNumber = OptionValue.TryInteger(text, out long number) && number >= 0;
        switch (kind)
        {
            case ParameterKind.Text:
                wanted = "text";
                return text.Length > 0 && word.Kind != TokenKind.Mark ? text : null;
            case ParameterKind.Address:
                wanted = "an address; dhcpd looks up a name when it starts, here the address itself is needed";
                return Ip4.TryParse(text, out var address) ? address.ToString() : null;
            case ParameterKind.Number:
                wanted = "a number";
                return isNumber && number <= uint.MaxValue ? number : null;
            case ParameterKind.Percent:
                wanted = "a percentage";
                return isNumber && number is > 0 and < 100 ? number / 100.0 : null;
            default:
                wanted = "true or false";
                bool? flag = Flag(text);
                return kind == ParameterKind.NotFlag ? !flag : flag;
        }
    }

    /// <summary>on, off, true or false; null for something else.</summary>
    public static bool? Flag(string text) => text.ToLowerInvariant() switch
    {
        "true" or "on" => true,
        "false" or "off" => false,
        _ => null,
    };
}
