using System.Text;
using Nestor.Engine.Classification.Expressions;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Expressions;

namespace Nestor.Engine.Classification;

/// <summary>Notes each class that is decided, with the value of every sub-expression in the order they are evaluated.</summary>
internal sealed class ClassTrace(Trace trace) : IEvaluationTrace
{
    /// <summary>Bytes of a value that are shown.</summary>
    private const int MaxValue = 256;

    private readonly List<Element> _steps = [];

    public void Saw(Expression expression, in Step step, bool value) => Add(expression, in step, [Of("value", Element.Of(value))]);

    public void Saw(Expression expression, in Step step, ReadOnlySpan<byte> value)
    {
        if (step.Code != StepCode.Literal)
        {
            Add(expression, in step, Value(value));
        }
    }

    /// <summary>The evaluation is over.</summary>
    /// <param name="value">Of a template; empty for other classes.</param>
    public void End(ClientClass definition, bool isMember, ReadOnlySpan<byte> value, string? error)
    {
        var members = new List<(string, Element)>
        {
            ("class", Element.Of(definition.Name)),
            ("test", Element.Of(definition.Test!.Text)),
            ("result", Element.Of(isMember && error is null)),
        };
        if (definition.IsTemplate)
        {
            members.AddRange(Value(value).Select(m => (m.Name, m.Value)));
        }

        if (error is not null)
        {
            members.Add(("error", Element.Of(error)));
        }

        members.Add(("steps", Element.List(_steps)));
        trace.Note("class", [.. members]);
        _steps.Clear();
    }

    private void Add(Expression expression, in Step step, IEnumerable<Member> value)
    {
        if (step.Length > 0 && step.Start + step.Length <= expression.Text.Length)
        {
            _steps.Add(Element.Map([Of("expression", Element.Of(expression.Text.Substring(step.Start, step.Length))), .. value]));
        }
    }

    /// <summary>As a text when it is one, and else in hexadecimal digits.</summary>
    private static Member[] Value(ReadOnlySpan<byte> value)
    {
        bool isText = !value.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        var shown = value[..Math.Min(value.Length, MaxValue)];
        string text = isText ? Encoding.ASCII.GetString(shown) : $"0x{Convert.ToHexStringLower(shown)}";
        return [Of("value", Element.Of(shown.Length < value.Length ? text + "..." : text))];
    }

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);
}
