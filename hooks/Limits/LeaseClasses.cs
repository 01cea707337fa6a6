using System.Text.Json;
using Nestor.Model.Classes;

namespace StandardLibraries.Limits;

/// <summary>
/// The classes of its client that a lease remembers, as Kea's leases do: <c>{ "ISC": { "client-classes": [ "ALL", "gold" ] } }</c>
/// in its user-context. Used again and again without allocation.
/// </summary>
internal sealed class LeaseClasses
{
    private const int MaxName = 1024;

    private readonly byte[] _name = new byte[MaxName];
    private byte[] _text = new byte[1024];
    private int _length;

    /// <summary>Hears of the number of a class.</summary>
    public delegate void ClassHeard(int id);

    /// <summary>Tells the numbers of the classes in a user-context that the configuration speaks of.</summary>
    public void Read(ReadOnlySpan<byte> context, ClassNames names, ClassHeard heard)
    {
        if (!Find(context, out var found) || found.Value.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(found.Value);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= MaxName
                    && names.Find(_name.AsSpan(0, reader.CopyString(_name))) is >= 0 and int id)
                {
                    heard(id);
                }
            }
        }
        catch (JsonException)
        {
            // It was whole when it was found.
        }
    }

    /// <summary>A user-context with these classes and all else that it has; it holds until the next one is made.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> context, ClassSet classes, ClassNames names)
    {
        _length = 0;
        if (context.IsEmpty || !Find(context, out var found))
        {
            Add("{ \"ISC\": { \"client-classes\": "u8);
            AddList(classes, names);
            Add(" } }"u8);
        }
        else if (!found.Value.IsEmpty)
        {
            Add(context[..found.At]);
            AddList(classes, names);
            Add(context[(found.At + found.Value.Length)..]);
        }
        else
        {
            // Behind the brace of the whole, or of what is ISC's.
            Add(context[..found.At]);
            Add(found.HasIsc ? " \"client-classes\": "u8 : " \"ISC\": { \"client-classes\": "u8);
            AddList(classes, names);
            Add(found.HasIsc ? ""u8 : " }"u8);
            var rest = context[found.At..];
            Add(rest.TrimStart(" \t\r\n"u8)[0] == (byte)'}' ? ""u8 : ","u8);
            Add(rest);
        }

        return _text.AsSpan(0, _length);
    }

    /// <summary>Where the list is, or belongs; false for what is no map.</summary>
    private static bool Find(ReadOnlySpan<byte> context, out Place found)
    {
        found = default;
        try
        {
            var reader = new Utf8JsonReader(context);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            found.At = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isIsc = reader.ValueTextEquals("ISC"u8);
                reader.Read();
                if (!isIsc || reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                    continue;
                }

                found.HasIsc = true;
                found.At = (int)reader.BytesConsumed;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool isList = reader.ValueTextEquals("client-classes"u8);
                    reader.Read();
                    int start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    if (isList)
                    {
                        found.At = start;
                        found.Value = context[start..(int)reader.BytesConsumed];
                    }
                }
            }

            return true;
        }
        catch (JsonException)
        {
            found = default;
            return false;
        }
    }

    private void AddList(ClassSet classes, ClassNames names)
    {
        Add("["u8);
        for (int i = 0; i < classes.Count; i++)
        {
            Add(i == 0 ? " \""u8 : ", \""u8);
            int id = classes[i];
            if (id < 0)
            {
                AddName(classes.NameOf(id));
            }
            else
            {
                AddName(_name.AsSpan(0, System.Text.Encoding.UTF8.TryGetBytes(names[id], _name, out int length) ? length : 0));
            }

            Add("\""u8);
        }

        Add(" ]"u8);
    }

    private void AddName(ReadOnlySpan<byte> name)
    {
        foreach (ref readonly byte b in name)
        {
            if (b is (byte)'"' or (byte)'\\')
            {
                Add("\\"u8);
            }

            // What is no character of a name is none of the text either.
            Add(b < ' ' ? "?"u8 : new ReadOnlySpan<byte>(in b));
        }
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        if (_text.Length - _length < text.Length)
        {
            Array.Resize(ref _text, (_text.Length + text.Length) * 2);
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private ref struct Place
    {
        /// <summary>Where the list starts; without one, where it is to be put.</summary>
        public int At;

        /// <summary>The list; empty without one.</summary>
        public ReadOnlySpan<byte> Value;

        public bool HasIsc;
    }
}
