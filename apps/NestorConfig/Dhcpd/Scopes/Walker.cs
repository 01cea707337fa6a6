using Nestor.Json;
using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Goes through the statements of a scope. Classes, pools and hosts wait until everything they name is known.</summary>
internal sealed class Walker
{
    private readonly Conversion _to;
    private readonly OptionStatements _options;
    private readonly Parameters _parameters;
    private readonly Settings _settings;
    private readonly Subnets _subnets;
    private readonly List<(Scope Scope, Statement Statement, IReadOnlyList<Statement> Inherited)> _hosts = [];
    private readonly List<Scope> _open = [];

    public Walker(Conversion to)
    {
        _to = to;
        _options = new OptionStatements(to);
        _parameters = new Parameters(to);
        _settings = new Settings(to);
        _subnets = new Subnets(to, this);
    }

    /// <summary>Converts the whole file.</summary>
    public void Run(IReadOnlyList<Statement> statements)
    {
        var classes = new Classes(_to, this);
        _options.Define(statements);
        _open.Add(_to.Global);
        Walk(_to.Global, statements, []);
        classes.Make(statements);
        foreach (var scope in _open.ToList())
        {
            classes.MakeConditions(scope);
        }

        _subnets.PlacePools(classes);
        var hosts = new Hosts(_to, this);
        foreach (var (scope, statement, inherited) in _hosts)
        {
            hosts.Make(scope, statement, inherited);
        }

        classes.Close();
        foreach (var scope in _open)
        {
            Close(scope);
        }

        foreach (var statement in statements.SelectMany(s => s.All()).Where(s => s.Fate == Fate.None))
        {
            _to.Notes.Left(statement, statement.Keyword == "group" ? "holds nothing" : "there is nothing it applies to");
        }
    }

    /// <summary>A scope that is closed with all others.</summary>
    public void Open(Scope scope) => _open.Add(scope);

    /// <summary>Writes what a scope has gathered into its map.</summary>
    public void Close(Scope scope)
    {
        _options.Close(scope);
        _parameters.Close(scope);
    }

    /// <param name="inherited">The parameters of the groups around; what is declared inside has them too.</param>
    public void Walk(Scope scope, IReadOnlyList<Statement> statements, IReadOnlyList<Statement> inherited)
    {
        List<Statement>? chain = null;
        foreach (var statement in statements)
        {
            if (statement is { Keyword: "elsif" or "else" } && chain is not null)
            {
                chain.Add(statement);
                continue;
            }

            chain = null;
            if (statement.Keyword == "if")
            {
                chain = [statement];
                scope.Conditions.Add(chain);
            }
            else
            {
                Take(scope, statement, inherited);
            }
        }
    }

    private void Take(Scope scope, Statement statement, IReadOnlyList<Statement> inherited)
    {
        switch (statement.Keyword)
        {
            case "group":
                statement.Mark(Fate.Translated);
                var own = (statement.Body ?? []).Where(s => !IsDeclaration(s));
                Walk(scope, [.. (statement.Body ?? []).Where(IsDeclaration)], [.. inherited, .. own]);
                break;
            case "host" when statement.Body is not null:
                _hosts.Add((scope, statement, inherited));
                break;
            case "class" or "subclass":
                break;
            case "subnet" or "subnet6" or "shared-network" or "pool" or "pool6" or "range" or "range6" or "prefix6"
                when _subnets.TryTake(scope, statement, inherited):
                break;
            case "option":
                _options.Take(scope, statement);
                break;
            default:
                if (!_parameters.TryTake(scope, statement) && !_settings.TryTake(scope, statement))
                {
                    List(statement);
                }

                break;
        }
    }

    private void List(Statement statement)
    {
        if (ListedRows.Find(statement.Keyword) is not { } row)
        {
            _to.Notes.Left(statement, "nothing is known of it here");
        }
        else if (row.IsLost)
        {
            _to.Notes.Left(statement, row.Why);
        }
        else
        {
            _to.Notes.Needless(statement, row.Why);
        }
    }

    private static bool IsDeclaration(Statement statement) =>
        statement.Body is not null && statement.Keyword is "group" or "host" or "class" or "subclass" or "subnet" or "subnet6" or "shared-network";

    /// <summary>Where something came from, as a comment.</summary>
    public static string From(SourcePlace place) => $"{Path.GetFileName(place.File)}:{place.Line}";
}
